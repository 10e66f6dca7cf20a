// A program of the graphics card with what it draws.
#pragma once

#include <array>
#include <cstddef>

#include <GLES3/gl3.h>

namespace bottleneck::renderer {

// A program with its vertex fields and buffers. Of the present context; 0: it has none yet.
struct Pipeline {
  GLuint program = 0;
  GLuint fields = 0;
  std::array<GLuint, 2> buffers{};  // vertices, indices

  GLint uniform(const char* name) const { return glGetUniformLocation(program, name); }
};

// The sources are this program's own, so that they compile.
Pipeline make_pipeline(const char* vertex_shader, const char* fragment_shader);
// What is drawn next is drawn with it.
void use(const Pipeline& pipeline);

// WebGL takes places in the bound buffer as pointers.
inline const void* place_in_buffer(std::size_t bytes) {
  return reinterpret_cast<const void*>(bytes);  // NOLINT(performance-no-int-to-ptr): it points at nothing
}

// Of the pipeline in use. size, offset: of the fields of a Vertex, in numbers of that type and in bytes.
template <class Vertex>
void add_vertex_field(GLuint location, int size, GLenum type, bool is_share, std::size_t offset) {
  glEnableVertexAttribArray(location);
  glVertexAttribPointer(location, size, type, is_share ? GL_TRUE : GL_FALSE, sizeof(Vertex),
                        place_in_buffer(offset));
}

}  // namespace bottleneck::renderer
