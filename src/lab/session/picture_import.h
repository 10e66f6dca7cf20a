// The reader's own pictures become the dataset "pictures". They are decoded elsewhere, one after the other as
// they are asked for here; classes, their order and the halves are as in the native program
// (lab/data/picture_dataset.h).
//
//   paths ──begin──► classes, order ◄──next── decoder ──grey picture──► 28×28 image ──last one──► train, test
//
// Until the last one has come, and where they make no dataset, the pictures of before stay.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "lab/session/session.h"

namespace bottleneck {

// Begins to take pictures, in place of those that are under way. paths: with "/" between the names, from
// whatever folder was given, as the reader knows them; what they are read from is the caller's business.
// Returns the number of this import, or 0: none of them has a place in a dataset, or they are of too many
// classes; the reader is told, and what is under way goes on.
// beside: files in their folders that are no pictures; they are named among what is left out.
int begin_pictures(Session& session, std::vector<std::string> paths, std::vector<std::string> beside = {});

// The next picture that is to be decoded, by its place among the paths; -1: none is any more, also because
// the import was cancelled or another one has begun.
int next_picture(Session& session, int number);

// A picture that was asked for, or why there is none. The last one ends the import. What is not awaited is
// ignored.
void receive_picture(Session& session, int number, int place, const Result<GreyView>& picture);

// Makes the dataset anew of the pictures that are there, where the reader wants their light background
// otherwise than before. Whether it has.
bool update_pictures(Session& session);

// Actions (lab/session/actions.h).
void act(Session& session, const CancelPictures& action);
void act(Session& session, const RemovePictures& action);  // runs that train on them keep their images

}  // namespace bottleneck
