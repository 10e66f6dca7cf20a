// The reader's figures, guesses and answers in the browser's storage: one file.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "lab/session/session.h"

namespace bottleneck {

inline constexpr std::string_view kBookKey = "book.json";

// The file: {"version": 1, "figures": [{"row": "mnist-16/val_loss", "value": …, "dataset": "mnist", …}, …],
// "guesses": {row: number}, "answers": {exercise: text}}. What a later page knows more rows of is read, too.
Bytes write_book(const BookRecord& record);
// Errors name what does not fit.
Result<BookRecord> read_book(std::string_view text);

// Stores the record where it is not as the browser has it.
void keep_book(Session& session);

// What the storage answers; the first says whether the key is this file's. One that cannot be read is named
// in a note and left where it is, and so is another tab's.
bool receive_stored_book(Session& session, std::string_view key, const Result<ByteView>& content);
void receive_book_written(Session& session, std::string_view key, Written outcome);

// Why the table would be gone at the next visit, for the reader; empty: it is kept.
const std::string& why_book_not_kept(const Session& session);

}  // namespace bottleneck
