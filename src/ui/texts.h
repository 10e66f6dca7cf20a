// Every text of the page, in one place. {} stand where figures or names are put in.
#pragma once

namespace bottleneck::texts {

inline constexpr const char* kWordmark = "Bottleneck";
inline constexpr const char* kDrawStation = "Draw";

inline constexpr const char* kUndo = "Undo";
inline constexpr const char* kClear = "Clear";
inline constexpr const char* kPen = "pen";
inline constexpr const char* kDrawHere = "Draw a digit here";
inline constexpr const char* kDrawGarmentHere = "Draw a piece of clothing here";
inline constexpr const char* kAbout =
    "A drawing of 784 pixels goes through {} numbers and comes back. What survives is what the network has "
    "learnt. "
    "Everything runs on this device.";
inline constexpr const char* kAboutLoading =
    "A drawing goes through a few numbers and comes back. Everything runs on this device.";

inline constexpr const char* kNormalised = "normalised 28×28";
inline constexpr const char* kNormalisedShort = "28×28";
inline constexpr const char* kLatent = "latent code";
inline constexpr const char* kLatentShort = "{} numbers";
inline constexpr const char* kReconstruction = "reconstruction";
inline constexpr const char* kReconstructionShort = "back";
inline constexpr const char* kEncoder = "encoder";
inline constexpr const char* kDecoder = "decoder";
inline constexpr const char* kImageSize = "784 numbers, 3,136 B";
inline constexpr const char* kImageSizeShort = "3,136 B";
inline constexpr const char* kCodeSize = "{} numbers, {} B · {}× less";
inline constexpr const char* kCodeSizeShort = "{} B · {}× less";
inline constexpr const char* kCodeSizeShortest = "{} B";
inline constexpr const char* kUnitValue = "unit {}: {} of {}";
inline constexpr const char* kDeadUnit = "unit {}: dead";
inline constexpr const char* kErrors = "BCE {} · MSE {}";
inline constexpr const char* kErrorsShort = "MSE {}";
inline constexpr const char* kModelFacts =
    "Trained on {} images of {} · {} weights and biases · BCE {} on {} test images";
inline constexpr const char* kModelFactsShort = "{} training images · {} weights and biases";
inline constexpr const char* kModelFactsShortest = "{} weights and biases";

inline constexpr const char* kNearestCodes = "Nearest codes";
inline constexpr const char* kSearched = "{} numbers · {} images · {} ms";
inline constexpr const char* kSearchedShort = "{} images · {} ms";
inline constexpr const char* kSearchable = "{} numbers · {} images";
inline constexpr const char* kSearchableShort = "{} images";
inline constexpr const char* kDrawToVote =
    "Draw, and the {} nearest of {} training images vote on what it is.";
inline constexpr const char* kWithoutCodes =
    "This model ships without reference codes: nothing to compare a drawing with.";
inline constexpr const char* kVotes = "{} of {} votes";
inline constexpr const char* kDecodedPictures =
    "Training images decoded from their codes; below, label and distance";
inline constexpr const char* kDecodedPicturesShort = "decoded from their codes · label, distance";
inline constexpr const char* kDecodedPicturesShortest = "decoded from their codes";

inline constexpr const char* kLoadingList = "Loading the list of models …";
inline constexpr const char* kLoadingModel = "Loading the model …";
inline constexpr const char* kLoadingCodes = "Loading the reference codes …";
inline constexpr const char* kLoadedOf = "{} of {} KB";
inline constexpr const char* kLoadedSoFar = "{} KB";
inline constexpr const char* kModelFailed = "The model could not be loaded.";
inline constexpr const char* kListFailed = "The list of models could not be loaded.";
inline constexpr const char* kVotesNeedModel = "The votes come with the model.";
inline constexpr const char* kModelFailedAdvice = "{}. Try again, or choose another model.";
inline constexpr const char* kListFailedAdvice = "{}. Check the connection and try again.";
inline constexpr const char* kLoadingFailed = "Could not be loaded. {}";
inline constexpr const char* kTryAgain = "Try again";
inline constexpr const char* kTitleUnit = " numbers";  // in the titles of models
inline constexpr const char* kNoModels = "no models";

inline constexpr const char* kMnist = "MNIST";
inline constexpr const char* kFashionMnist = "Fashion-MNIST";

}  // namespace bottleneck::texts
