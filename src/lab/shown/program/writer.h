// Writes a program line by line.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "lab/shown/program/program.h"

namespace bottleneck {

// A text, or texts in a list, as Python writes them. What is not UTF-8 is replaced.
std::string python_text(std::string_view text);
std::string docstring(std::string_view text);
std::string python_list(const std::vector<std::string>& texts);

class ProgramWriter {
 public:
  // What follows makes this part of the page, unless it says otherwise.
  void about(std::string part);
  const std::string& part() const { return part_; }

  void section(std::string heading);
  // comment: after the code, or on a line of its own where that would be too long; one without code stands
  // alone.
  void add(std::string_view code, std::string_view comment = {});
  void add_at(std::string_view part, std::string_view code, std::string_view comment = {});
  void say(std::string_view comment) { add({}, comment); }
  void gap();  // an empty line

  // What follows is indented, until end().
  void begin(std::string_view code, std::string_view comment = {});
  void end(std::string_view code = {});  // code: as a line after it

  // With what is imported in front.
  Program finish(std::string stem, std::string title) &&;

 private:
  void define_show();  // a function that shows rows of images

  Program program_{};
  std::string part_{};
  std::size_t indent_ = 0;
};

}  // namespace bottleneck
