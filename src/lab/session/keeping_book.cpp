#include "lab/session/keeping_book.h"

#include <cmath>
#include <utility>

#include "formats/json_fields.h"
#include "formats/json_strict.h"
#include "lab/base/figures.h"
#include "lab/session/notes.h"
#include "texts/book.h"

namespace bottleneck {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr std::size_t kMostEntries = 1000;  // far more than the notebook has rows
constexpr std::size_t kLongestText = 200;
constexpr int kMostCounted = 1'000'000'000;

BookFigure read_figure(FieldReader& fields) {
  return {.value = fields.number("value"),
          .from = {.dataset = fields.text("dataset"),
                   .train_images = fields.integer("train_images", 0, kMostCounted),
                   .test_images = fields.integer("test_images", 0, kMostCounted),
                   .epochs = fields.integer("epochs", 0, kMostEpochs),
                   .seed = fields.seed("seed"),
                   .device = fields.text("device"),
                   .day = fields.text("day")}};
}

Status check(const std::string& row, const BookFigure& figure) {
  for (const std::string* text : {&row, &figure.from.dataset, &figure.from.device, &figure.from.day}) {
    if (text->size() > kLongestText)
      return Error{"a text of " + row.substr(0, kLongestText) + " is too long"};
  }
  return Done{};
}

// Fills a map from an object, each value by `read`, which tells whether it fits.
template <class Values, class Read>
Status read_map(const nlohmann::json& file, const char* key, Values& values, const Read& read) {
  const auto found = file.find(key);
  if (found == file.end() || !found->is_object())
    return Error{std::string("\"") + key + "\" must be an object"};
  for (const auto& [name, value] : found->items()) {
    if (name.size() > kLongestText || !read(value, values[name]))
      return Error{std::string("\"") + key + "\" has a value that does not fit"};
  }
  return Done{};
}

}  // namespace

Bytes write_book(const BookRecord& record) {
  Json figures = Json::array();
  for (const auto& [row, figure] : record.figures) {
    const Provenance& from = figure.from;
    figures.push_back({{"row", row},
                       {"value", figure.value},
                       {"dataset", from.dataset},
                       {"train_images", from.train_images},
                       {"test_images", from.test_images},
                       {"epochs", from.epochs},
                       {"seed", from.seed},
                       {"device", from.device},
                       {"day", from.day}});
  }
  const Json file{{"version", kVersion},
                  {"figures", std::move(figures)},
                  {"guesses", Json(record.guesses)},
                  {"answers", Json(record.answers)}};
  const std::string text = file.dump(1, ' ', false, Json::error_handler_t::replace);
  return {text.begin(), text.end()};
}

Result<BookRecord> read_book(std::string_view text) {
  const Result<nlohmann::json> file = parse_json(text);
  if (!file) return Error{file.error()};
  if (!file->is_object()) return Error{"it is no object"};
  FieldReader fields(*file, "it");
  fields.integer("version", kVersion, kVersion);
  const nlohmann::json& figures = fields.list("figures");
  if (!fields.problem().empty()) return Error{fields.problem()};
  if (figures.size() > kMostEntries) return Error{"it has too many figures"};
  BookRecord record;
  for (const nlohmann::json& item : figures) {
    if (!item.is_object()) return Error{"a figure is no object"};
    FieldReader figure_fields(item, "a figure");
    const std::string row = figure_fields.text("row");
    BookFigure figure = read_figure(figure_fields);
    if (!figure_fields.problem().empty()) return Error{figure_fields.problem()};
    if (const Status status = check(row, figure); !status) return Error{status.error()};
    if (!record.figures.emplace(row, std::move(figure)).second) return Error{row + " comes twice"};
  }
  const Status guesses = read_map(*file, "guesses", record.guesses, [](const auto& value, double& guess) {
    if (!value.is_number()) return false;
    guess = value.template get<double>();
    return true;
  });
  if (!guesses) return Error{guesses.error()};
  const Status answers =
      read_map(*file, "answers", record.answers, [](const auto& value, std::string& answer) {
        if (!value.is_string()) return false;
        answer = value.template get<std::string>();
        return answer.size() <= kLongestText;
      });
  if (!answers) return Error{answers.error()};
  return record;
}

void keep_book(Session& session) {
  Book& book = session.book;
  const bool is_stored = book.stored ? *book.stored == book.record : book.record.is_empty();
  if (is_stored) return;
  book.stored = std::make_shared<const BookRecord>(book.record);
  if (book.record.is_empty()) {
    remove_file(session.stored, std::string(kBookKey));
  } else {
    store_file(session.stored, std::string(kBookKey), write_book(book.record));
  }
}

bool receive_stored_book(Session& session, std::string_view key, const Result<ByteView>& content) {
  if (key != kBookKey) return false;
  const auto complain = [&](std::string_view why) {
    add_note(session, fill(texts::kBookDamaged, {in_quotes(key), why}));
    return true;
  };
  if (!content) return complain(content.error());
  Result<BookRecord> read = read_book(as_text(*content));
  if (!read) return complain(read.error());
  note_stored_file(session.stored, std::string(key));
  Book& book = session.book;
  book.stored = std::make_shared<const BookRecord>(*read);
  // What was found before the storage was open is newer.
  book.record.figures.merge(read->figures);
  book.record.guesses.merge(read->guesses);
  book.record.answers.merge(read->answers);
  return true;
}

void receive_book_written(Session& session, std::string_view key, Written outcome) {
  if (key == kBookKey && outcome == Written::taken)
    session.stored.failed.insert_or_assign(std::string(key), texts::kBookTaken);
}

const std::string& why_book_not_kept(const Session& session) {
  return why_not_kept(session.stored, std::string(kBookKey));
}

}  // namespace bottleneck
