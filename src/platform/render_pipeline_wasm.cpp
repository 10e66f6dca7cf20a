#include "platform/render_pipeline.h"

namespace bottleneck::renderer {
namespace {

void add_shader(GLuint program, GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  glAttachShader(program, shader);
  glDeleteShader(shader);  // it lives as long as the program
}

}  // namespace

Pipeline make_pipeline(const char* vertex_shader, const char* fragment_shader) {
  Pipeline made{.program = glCreateProgram()};
  add_shader(made.program, GL_VERTEX_SHADER, vertex_shader);
  add_shader(made.program, GL_FRAGMENT_SHADER, fragment_shader);
  glLinkProgram(made.program);
  glGenVertexArrays(1, &made.fields);
  glGenBuffers(static_cast<GLsizei>(made.buffers.size()), made.buffers.data());
  return made;
}

void use(const Pipeline& pipeline) {
  glUseProgram(pipeline.program);
  glBindVertexArray(pipeline.fields);
  glBindBuffer(GL_ARRAY_BUFFER, pipeline.buffers[0]);
}

}  // namespace bottleneck::renderer
