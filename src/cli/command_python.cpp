// bottleneck python: the program with Keras and scikit-learn that does what a link to the page shows.
#include <chrono>
#include <cstdio>
#include <string>

#include "cli/commands.h"
#include "cli/experiment.h"
#include "cli/files.h"
#include "lab/session/address.h"
#include "lab/session/update.h"
#include "lab/shown/program/hand_out_program.h"
#include "lab/shown/program/program.h"

namespace bottleneck {
namespace {

namespace fs = std::filesystem;

struct PythonOptions {
  std::string address;
  std::string models;
  std::string images_out;
  std::string pictures;
  bool is_notebook = false;
};

double clock_ms() {
  using namespace std::chrono;
  return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

// The folder with the models' cards: the one that is named, else that of the repository or the site, here or
// above.
fs::path models_folder(const std::string& named) {
  if (!named.empty()) return named;
  std::error_code ignored;
  for (fs::path place = fs::current_path(ignored);; place = place.parent_path()) {
    fs::path folder = place / "assets" / "models";
    if (fs::exists(folder / "index.json", ignored)) return folder;
    if (place == place.parent_path()) break;
  }
  throw Error{"no assets/models/index.json here or above; --models names the folder"};
}

// As the page is once it has loaded what it wants of the models.
Session session_at(const std::string& address, const fs::path& models) {
  Session session;
  const std::size_t hash = address.find('#');
  go_to(session, read_address(hash == std::string::npos ? address : address.substr(hash + 1)));
  while (true) {
    while (update(session, clock_ms)) {
    }
    const std::vector<std::string> wanted = take_wanted(session.library);
    if (wanted.empty()) return session;
    for (const std::string& path : wanted) {
      const Result<Bytes> bytes = read_file(models / fs::path(path).filename());
      receive_file(session.library, path, bytes ? Result<ByteView>(ByteView(*bytes)) : Error{bytes.error()});
    }
    if (!session.library.index_file.error.empty()) throw Error{session.library.index_file.error};
  }
}

// Makes digits, where the program needs a file of them.
Bytes images_of_program(Session& session) {
  const DatasetEntry* dataset = dataset_of_program(session);
  if (!dataset) throw Error{"the program needs no file of images"};
  for (const Split split : {Split::train, Split::test}) want_half(session.datasets, dataset->name, split);
  while (update(session, clock_ms)) {
  }
  if (!dataset->train.images || !dataset->test.images)
    throw Error{dataset->title + ": these images are in the browser that made them"};
  return write_images_npz(*dataset->train.images, *dataset->test.images);
}

Bytes images_of_folder(const PythonOptions& options, const Session& session) {
  const TrainTest data = must(open_dataset(options.pictures, "", !session.choices.inverts_light));
  return write_images_npz(data.train, data.test);
}

void run_python(const PythonOptions& options) {
  if (!options.images_out.empty()) must(check_writable(options.images_out));
  Session session = session_at(options.address, models_folder(options.models));
  for (const std::string& note : session.notes) std::fprintf(stderr, "%s\n", escaped(note).c_str());
  const Program program = program_of(session);
  const std::string text = options.is_notebook ? write_notebook(program) : write_python(program);
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (options.images_out.empty()) return;
  must(write_file(options.images_out, options.pictures.empty() ? images_of_program(session)
                                                               : images_of_folder(options, session)));
}

}  // namespace

void add_python_command(CLI::App& app) {
  auto [command, options] = add_command<PythonOptions>(
      app, "python", "Print the Python program (Keras, scikit-learn) of what a link to the page shows",
      run_python);
  command
      .add_option("address", options.address,
                  "a link to the page, or what stands behind its #: v=1&station=train&latent=8")
      ->required();
  command.add_flag("--notebook", options.is_notebook, "as a Jupyter notebook (.ipynb)");
  command.add_option("--models", options.models,
                     "folder of the page's models (else assets/models, here or above)");
  command.add_option("--images-out", options.images_out,
                     ".npz file for the images that the program reads, where no library has them");
  command.add_option("--pictures", options.pictures, "folder of pictures that --images-out is to hold");
}

}  // namespace bottleneck
