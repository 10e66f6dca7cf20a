#include <algorithm>
#include <cstddef>
#include <cstring>
#include <vector>

#include <GLES3/gl3.h>

#include "lab/base/point_cloud.h"
#include "platform/point_renderer.h"
#include "platform/render_pipeline.h"
#include "platform/renderer.h"

namespace bottleneck::renderer {
namespace {

static_assert(sizeof(ImDrawIdx) == sizeof(GLuint));

// Places come in CSS pixels, y downwards; textures hold nothing but how much of a colour is seen.
constexpr const char* kVertexShader = R"(#version 300 es
uniform vec2 u_scale;
layout(location = 0) in vec2 a_place;
layout(location = 1) in vec2 a_texel;
layout(location = 2) in vec4 a_colour;
out vec2 v_texel;
out vec4 v_colour;
void main() {
  v_texel = a_texel;
  v_colour = a_colour;
  gl_Position = vec4(a_place * u_scale + vec2(-1.0, 1.0), 0.0, 1.0);
})";
constexpr const char* kFragmentShader = R"(#version 300 es
precision mediump float;
uniform sampler2D u_texture;
in highp vec2 v_texel;
in vec4 v_colour;
out vec4 o_colour;
void main() {
  o_colour = vec4(v_colour.rgb, v_colour.a * texture(u_texture, v_texel).r);
})";

Pipeline triangles;
GLint scale_uniform = -1;

// A copy of all that was drawn last, to know whether a frame differs from it.
class Picture {
 public:
  void begin() {
    size_ = 0;
    is_same_ = true;
  }

  template <class Value>
  void add(const Value* values, int count) {
    const std::size_t size = sizeof(Value) * static_cast<std::size_t>(count);
    if (size_ + size > bytes_.size()) {
      bytes_.resize(size_ + size);
      is_same_ = false;
    }
    std::byte* const kept = bytes_.data() + size_;
    is_same_ = is_same_ && !differ(kept, reinterpret_cast<const std::byte*>(values), size);
    if (!is_same_ && size > 0) std::memcpy(kept, values, size);
    size_ += size;
  }

  // Whether what was added since begin() is what was added before.
  bool is_same() {
    is_same_ = is_same_ && size_ == bytes_.size();
    bytes_.resize(size_);
    return is_same_;
  }

  // The canvas may show something else.
  void forget() { bytes_.clear(); }

 private:
  // As many at a time as make vectors of the loop; memcmp() goes byte by byte here.
  static bool differ(const std::byte* a, const std::byte* b, std::size_t size) {
    constexpr std::size_t kAtOnce = 1024;
    for (std::size_t first = 0; first < size; first += kAtOnce) {
      std::byte difference{};
      const std::size_t last = std::min(size, first + kAtOnce);
      for (std::size_t i = first; i < last; ++i) difference |= a[i] ^ b[i];
      if (difference != std::byte{}) return true;
    }
    return false;
  }

  std::vector<std::byte> bytes_;
  std::size_t size_ = 0;
  bool is_same_ = false;
};
Picture shown;

// Nobody else draws on this canvas, so what is set here stays.
void prepare_context() {
  triangles = make_pipeline(kVertexShader, kFragmentShader);
  use(triangles);
  scale_uniform = triangles.uniform("u_scale");
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, triangles.buffers[1]);
  add_vertex_field<ImDrawVert>(0, 2, GL_FLOAT, false, offsetof(ImDrawVert, pos));
  add_vertex_field<ImDrawVert>(1, 2, GL_FLOAT, false, offsetof(ImDrawVert, uv));
  add_vertex_field<ImDrawVert>(2, 4, GL_UNSIGNED_BYTE, true, offsetof(ImDrawVert, col));

  glEnable(GL_BLEND);
  glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_SCISSOR_TEST);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
}

GLuint name_of(ImTextureID id) {
  return static_cast<GLuint>(id);
}

// A texture that is created once more, with another size, keeps its name.
void create(ImTextureData& texture) {
  GLuint name = name_of(texture.GetTexID());
  if (texture.GetTexID() == ImTextureID_Invalid) glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  const auto set = [](GLenum what, GLint value) { glTexParameteri(GL_TEXTURE_2D, what, value); };
  set(GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  set(GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  set(GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  set(GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, texture.Width, texture.Height, 0, GL_RED, GL_UNSIGNED_BYTE,
               texture.GetPixels());
  texture.SetTexID(name);
  texture.SetStatus(ImTextureStatus_OK);
}

void destroy(ImTextureData& texture) {
  const GLuint name = name_of(texture.GetTexID());
  glDeleteTextures(1, &name);
  texture.SetTexID(ImTextureID_Invalid);
  texture.SetStatus(ImTextureStatus_Destroyed);
}

void copy_changes(ImTextureData& texture) {
  const ImTextureRect& rect = texture.UpdateRect;
  glBindTexture(GL_TEXTURE_2D, name_of(texture.GetTexID()));
  glPixelStorei(GL_UNPACK_ROW_LENGTH, texture.Width);
  glTexSubImage2D(GL_TEXTURE_2D, 0, rect.x, rect.y, rect.w, rect.h, GL_RED, GL_UNSIGNED_BYTE,
                  texture.GetPixelsAt(rect.x, rect.y));
  texture.SetStatus(ImTextureStatus_OK);
}

void bring_up_to_date(ImTextureData& texture) {
  IM_ASSERT(texture.Format == ImTextureFormat_Alpha8);
  if (texture.Status == ImTextureStatus_WantCreate) create(texture);
  if (texture.Status == ImTextureStatus_WantUpdates) copy_changes(texture);
  if (texture.Status == ImTextureStatus_WantDestroy && texture.UnusedFrames > 0) destroy(texture);
}

// The cloud that a command draws, or null: it draws triangles.
const PointCloud* cloud_of(const ImDrawCmd& command) {
  return command.UserCallback == draw_cloud ? static_cast<const PointCloud*>(command.UserCallbackData)
                                            : nullptr;
}

// Whether the canvas shows this already; from now on it will.
bool is_shown(const ImDrawData& data) {
  shown.begin();
  shown.add(&data.DisplaySize, 1);
  shown.add(&data.FramebufferScale, 1);
  for (const ImDrawList* list : data.CmdLists) {
    shown.add(list->VtxBuffer.Data, list->VtxBuffer.Size);
    shown.add(list->IdxBuffer.Data, list->IdxBuffer.Size);
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const ImTextureID texture = command.GetTexID();
      shown.add(&texture, 1);
      shown.add(&command.ClipRect, 1);
      shown.add(&command.ElemCount, 1);
      if (const PointCloud* cloud = cloud_of(command)) shown.add(cloud, 1);
    }
  }
  return shown.is_same();
}

void upload(GLenum target, int size, const void* data) {
  glBufferData(target, size, data, GL_STREAM_DRAW);
}

// In device pixels, cut to the canvas; WebGL counts from its lower left corner.
bool clip_to(const ImDrawData& data, const ImVec4& clip, int canvas_height) {
  const auto left = static_cast<int>(clip.x * data.FramebufferScale.x);
  const auto right = static_cast<int>(clip.z * data.FramebufferScale.x);
  const auto top = static_cast<int>(clip.y * data.FramebufferScale.y);
  const auto bottom = static_cast<int>(clip.w * data.FramebufferScale.y);
  if (right <= left || bottom <= top) return false;
  glScissor(left, canvas_height - bottom, right - left, bottom - top);
  return true;
}

}  // namespace

void announce() {
  ImGuiIO& io = ImGui::GetIO();
  io.BackendRendererName = "bottleneck";
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  io.Fonts->TexDesiredFormat = ImTextureFormat_Alpha8;
}

void draw(const ImDrawData& data) {
  if (triangles.program == 0) prepare_context();
  bool has_changed = false;
  for (ImTextureData* texture : *data.Textures) {
    has_changed = has_changed || texture->Status == ImTextureStatus_WantCreate ||
                  texture->Status == ImTextureStatus_WantUpdates;
    bring_up_to_date(*texture);
  }
  if (is_shown(data) && !has_changed) return;

  const int width = static_cast<int>(data.DisplaySize.x * data.FramebufferScale.x + 0.5F);
  const int height = static_cast<int>(data.DisplaySize.y * data.FramebufferScale.y + 0.5F);
  glViewport(0, 0, width, height);
  glScissor(0, 0, width, height);
  glClear(GL_COLOR_BUFFER_BIT);
  glUniform2f(scale_uniform, 2 / data.DisplaySize.x, -2 / data.DisplaySize.y);
  for (const ImDrawList* list : data.CmdLists) {
    upload(GL_ARRAY_BUFFER, list->VtxBuffer.size_in_bytes(), list->VtxBuffer.Data);
    upload(GL_ELEMENT_ARRAY_BUFFER, list->IdxBuffer.size_in_bytes(), list->IdxBuffer.Data);
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (!clip_to(data, command.ClipRect, height)) continue;
      if (const PointCloud* cloud = cloud_of(command)) {
        draw_points(data, *cloud);
        use(triangles);
        continue;
      }
      glBindTexture(GL_TEXTURE_2D, name_of(command.GetTexID()));
      glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_INT,
                     place_in_buffer(std::size_t{command.IdxOffset} * sizeof(ImDrawIdx)));
    }
  }
}

// It marks a command alone: Dear ImGui's data must be at hand to draw it.
void draw_cloud(const ImDrawList* /*list*/, const ImDrawCmd* /*command*/) {}

void forget_picture() {
  shown.forget();
}

void forget() {
  triangles = {};
  forget_points();
  forget_picture();
  // To those whose textures they are this means: wanted once more.
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
}

}  // namespace bottleneck::renderer
