// Everything that can happen to a session: what the panels and the HTML beside the canvas give, and perform()
// does (lab/session/session.h). Places are in pad units.
#pragma once

#include <any>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/stroke.h"
#include "lab/models/map_view.h"
#include "lab/models/model_formats.h"
#include "lab/session/choices.h"
#include "lab/training/training.h"  // RunUntil

namespace bottleneck {

enum class Tool : std::uint8_t { pen, eraser };

// What lies over the page as real HTML.
enum class Dialog : std::uint8_t { none, card, other_card, help, link };

struct Set {              // a setting (lab/session/settings.h)
  std::string_view word;  // of one that there is, for as long as the program runs
  std::string value;      // as an address says it, the nearest where it is out of range; others are ignored
                          // empty: what it usually is
};
struct BeginGesture {  // with the session's tool
  Point point;
};
struct ExtendGesture {
  Point point;
};
struct EndGesture {};
struct CancelGesture {};
struct Undo {};
struct Redo {};
struct Clear {};
struct PutStrokes {  // as one step that can be undone
  Strokes strokes;
};
struct ChooseTool {
  Tool tool;
};
struct TakeSample {
  int index;  // among the samples shown; others are ignored
};
struct TakeTestImage {
  int index;  // among the test images of the chosen model's dataset; others are ignored
};
struct TurnSamples {
  int by;  // pages
};
struct SetUnit {
  int unit;     // 0..K-1; others are ignored
  float value;  // clamped to what unit_range() gives
};
struct ResetCode {};
struct SweepUnit {
  int unit;  // -1: no unit sweeps any more
};
struct LoadTraining {};  // the training images of the chosen model's dataset
struct ComputeCodes {};  // of a model that ships without: needs the training images, which it asks for
struct LoadHalf {        // of a dataset by its name: downloads or makes it, again where it has failed
  std::string dataset;
  Split split;
};
struct LoadDataset {  // both halves
  std::string dataset;
};
struct LookAt {  // images of the half looked at, by their indices there
  int first;     // at the top left; below 0 is 0
  int picked;    // shown large; below 0: none
};
struct UseImage {  // of the half looked at, by its index there: it goes onto the pad, the reader to the pad
  int index;       // others are ignored
};
// These are about the reader's own drawings.
struct KeepDrawing {  // what lies on the pad; ignored where it cannot be kept
                      // (lab/session/keeping_drawings.h)
  int label;          // 0..9
};
struct RemoveDrawing {
  int index;  // among those kept; others are ignored
};
struct ClearDrawings {};
struct RestoreDrawings {};  // what was removed last
struct ExportDrawings {};   // as a download
struct StartRun {           // by the plan of the choices
  RunUntil until = RunUntil::end;
};
struct ContinueModel {  // a new run that begins with a model's weights; its architecture, the plan's other
                        // settings
  std::string name;     // an unknown one is ignored
};
// These are about the run shown, and ignored where they do not fit its state.
struct PauseRun {};
struct ResumeRun {
  RunUntil until = RunUntil::end;
};
struct RewindRun {};  // to its initial weights, paused
struct SetRunEpochs {
  int epochs;  // at which it ends; clamped to those done at least
};
struct KeepRun {  // its weights as they are now become a model of the library
  int number;
};
struct ShowRun {  // the plan becomes its settings, unless it would be lost
  int number;
};
struct TakeRunPlan {};  // the plan becomes the settings of the run shown
struct NameRun {
  int number;
  std::string name;
};
struct RemoveRun {
  int number;
};
struct RestoreRun {};   // the one that was removed last
struct CancelLoading {  // of what is on its way; it is not wanted any more and can be asked for again
  std::string dataset;
  Split split;
};
struct PickFiles {};       // opens the browser's file chooser
struct PickFolder {};      // the one for a folder
struct CancelPictures {};  // that are on their way; those that are there stay
struct RemovePictures {};  // that are there
// These are about the reader's own models, and ignored for others; a model that is not loaded is ignored too.
struct NameModel {
  std::string name;
  std::string title;  // one that is empty, or another model's, is ignored
};
struct DuplicateModel {  // any model; the copy is the reader's, and chosen where the model was
  std::string name;
};
struct DeleteModel {
  std::string name;
};
struct RestoreModel {};  // the one that was deleted last
struct DownloadModel {   // any model
  std::string name;
  ModelFormat format = ModelFormat::safetensors;
};
// These are about the latent map, and its images by their index among those that the codes are of; others are
// ignored.
struct MoveMap {
  MapPart part;  // that is seen
};
struct PointAt {
  int image;
};
struct ProbeMap {  // has a place decoded
  MapPoint place;
};
struct ChooseWalk {
  int image = -1;  // one of the two that the walk leads between; -1: two are to be chosen, or no more
};
struct RetryLoading {};  // asks again for what failed
struct ShowDialog {
  Dialog dialog;
};
struct ShareAs {  // what the link in its dialog says; the page itself stays as it is
  std::uint32_t hidden = 0;
  Theme theme = Theme::system;
};
struct DismissNotes {};
enum class TableFormat : std::uint8_t { csv, npy };
struct SaveNumbers {  // of the station, as a download
  TableFormat format = TableFormat::csv;
};
enum class PicturePart : std::uint8_t { station, walk };
struct SavePicture {  // likewise; walk: of the map's station that alone
  PicturePart part = PicturePart::station;
};
struct MeasureModels {};  // of the chosen model's dataset, all: fetches their weights
// The test images; their codes by the chosen model, and what it makes of these, once they are measured.
enum class TestArray : std::uint8_t { images, codes, reconstructions };
struct SaveTestArray {  // as a download: a row for each image
  TestArray array;
  TableFormat format = TableFormat::npy;
};
struct SaveDrawing {        // what is on the pad, as a download; ignored where that is blank
  bool as_strokes = false;  // one line of JSON; else the 28×28 image that the network is given, a PNG
};
// These are about "the book and here" (lab/session/book.h).
struct RunExperiments {          // what they lack, after those that are wanted already
  std::vector<std::string> ids;  // of experiments; empty: all
};
struct PauseBook {};
struct ResumeBook {};
struct StopBook {};             // what is done stays
struct GuessFigure {            // ignored for a figure that is there
  std::string row;              // a row_id(); others are ignored
  std::optional<double> value;  // nothing: no guess
};
struct ForgetBook {};       // figures, guesses and answers
struct RestoreBook {};      // what was forgotten last
struct DoExercise {         // shows its answer, or trains what that takes and then shows it
  int number;               // 1 to 4; others are ignored
  bool is_shipped = false;  // by the models that come with the page
};
struct AnswerExercise {  // what the reader expects
  int number;
  std::string answer;  // one of its choices; others are ignored
};
struct SaveMarkdown {};  // its table, as a download

// The program in Python (lab/shown/program/program.h), or what it reads, as a download.
enum class ProgramFile : std::uint8_t { none, python, notebook, images };
struct SaveProgram {
  ProgramFile file;
};

// These are about neighbours of the test images, as the choices say.
struct RunNeighbours {  // what is missing of them
  bool codes = true;
  bool pixels = true;
};
struct StopNeighbours {};  // both; what was found stays
struct DrawTestImage {     // as TakeTestImage, and the reader goes to the pad
  int index;
};
struct DrawWith {  // a model is chosen, and the reader goes to the pad
  std::string model;
};
template <class... T>
struct TypeList {};
using ActionTypes =
    TypeList<Set, LookAt, BeginGesture, ExtendGesture, EndGesture, CancelGesture, Undo, Redo, Clear,
             PutStrokes, ChooseTool, TakeSample, TakeTestImage, TurnSamples, SetUnit, ResetCode, SweepUnit,
             LoadTraining, ComputeCodes, CancelLoading, LoadHalf, LoadDataset, PickFiles, PickFolder,
             CancelPictures, RemovePictures, UseImage, KeepDrawing, RemoveDrawing, ClearDrawings,
             RestoreDrawings, ExportDrawings, StartRun, ContinueModel, PauseRun, ResumeRun, RewindRun,
             SetRunEpochs, KeepRun, ShowRun, TakeRunPlan, NameRun, RemoveRun, RestoreRun, NameModel,
             DuplicateModel, DeleteModel, RestoreModel, DownloadModel, RetryLoading, ShowDialog, ShareAs,
             DismissNotes, SaveNumbers, SavePicture, MeasureModels, SaveTestArray, SaveDrawing,
             RunExperiments, PauseBook, ResumeBook, StopBook, GuessFigure, ForgetBook, RestoreBook,
             DoExercise, AnswerExercise, SaveMarkdown, SaveProgram, MoveMap, PointAt, ProbeMap, ChooseWalk,
             RunNeighbours, StopNeighbours, DrawTestImage, DrawWith>;

template <class T, class... All>
constexpr bool is_one_of(TypeList<All...> /*types*/) {
  return (std::is_same_v<T, All> || ...);
}

// Any one of these. Not a std::variant: of so many types that costs every file that includes this seconds to
// compile.
class Action {
 public:
  template <class T>
    requires(is_one_of<T>(ActionTypes{}))
  Action(T action) : value_(std::move(action)) {}

  // The action as a T, or null where it is another.
  template <class T>
  const T* as() const {
    return std::any_cast<T>(&value_);
  }

 private:
  std::any value_;
};

// Calls function(action as what it is), which must take every type of the list.
template <class Function, class... T>
void visit_action(const Action& action, const Function& function, TypeList<T...> /*types*/) {
  const auto try_one = [&]<class One>(const One* one) {
    if (one) function(*one);
    return one != nullptr;
  };
  (void)(try_one(action.as<T>()) || ...);
}

}  // namespace bottleneck
