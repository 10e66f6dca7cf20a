#include <cstddef>

#include "platform/point_renderer.h"
#include "platform/render_pipeline.h"

namespace bottleneck::renderer {
namespace {

// Points of a cloud, as signs around their places; small ones are discs. The signs are those of draw_sign().
constexpr const char* kPointVertexShader = R"(#version 300 es
uniform vec2 u_scale;
uniform vec2 u_cloud_origin;
uniform vec2 u_cloud_scale;
uniform float u_size;
layout(location = 0) in vec2 a_place;
layout(location = 1) in vec3 a_colour;
layout(location = 2) in uint a_sign;
out vec3 v_colour;
flat out uint v_sign;
void main() {
  v_colour = a_colour;
  v_sign = u_size < 5.0 ? 0u : a_sign;
  gl_PointSize = u_size + 1.0;
  vec2 place = u_cloud_origin + a_place * u_cloud_scale;
  gl_Position = vec4(place * u_scale + vec2(-1.0, 1.0), 0.0, 1.0);
})";
constexpr const char* kPointFragmentShader = R"(#version 300 es
precision highp float;  // of the size as in the other shader: it is one uniform
uniform float u_size;
uniform float u_alpha;
in vec3 v_colour;
flat in uint v_sign;
out vec4 o_colour;
void main() {
  float radius = 0.5 * u_size;
  vec2 at = (gl_PointCoord - 0.5) * (u_size + 1.0);
  vec2 away = abs(at);
  float outside = length(at) - radius;
  if (v_sign == 1u) outside = max(away.x, away.y) - 0.85 * radius;
  if (v_sign == 2u) outside = max(at.y - 0.8 * radius, 0.874 * away.x - 0.486 * (at.y + radius));
  if (v_sign == 3u) outside = 0.707 * (away.x + away.y - radius);
  if (v_sign == 4u) outside = max(max(away.x, away.y) - radius, min(away.x, away.y) - 0.33 * radius);
  o_colour = vec4(v_colour, u_alpha * clamp(0.5 - outside, 0.0, 1.0));
})";

Pipeline points;
struct {
  GLint scale, cloud_origin, cloud_scale, size, alpha;
} point_uniforms;
std::uint32_t points_version = 0;  // of the cloud that the buffer holds

void prepare_points() {
  points = make_pipeline(kPointVertexShader, kPointFragmentShader);
  use(points);
  point_uniforms = {.scale = points.uniform("u_scale"),
                    .cloud_origin = points.uniform("u_cloud_origin"),
                    .cloud_scale = points.uniform("u_cloud_scale"),
                    .size = points.uniform("u_size"),
                    .alpha = points.uniform("u_alpha")};
  add_vertex_field<CloudPoint>(0, 2, GL_FLOAT, false, offsetof(CloudPoint, x));
  add_vertex_field<CloudPoint>(1, 3, GL_UNSIGNED_BYTE, true, offsetof(CloudPoint, r));
  glEnableVertexAttribArray(2);
  glVertexAttribIPointer(2, 1, GL_UNSIGNED_BYTE, sizeof(CloudPoint),
                         place_in_buffer(offsetof(CloudPoint, sign)));
}

}  // namespace

void draw_points(const ImDrawData& data, const PointCloud& cloud) {
  if (points.program == 0) prepare_points();
  use(points);
  if (points_version != cloud.version) {
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(sizeof(CloudPoint)) * cloud.count, cloud.points,
                 GL_STATIC_DRAW);
    points_version = cloud.version;
  }
  glUniform2f(point_uniforms.scale, 2 / data.DisplaySize.x, -2 / data.DisplaySize.y);
  glUniform2f(point_uniforms.cloud_origin, cloud.origin_x, cloud.origin_y);
  glUniform2f(point_uniforms.cloud_scale, cloud.scale_x, cloud.scale_y);
  glUniform1f(point_uniforms.size, cloud.size * data.FramebufferScale.x);
  glUniform1f(point_uniforms.alpha, cloud.alpha);
  glDrawArrays(GL_POINTS, 0, cloud.count);
}

void forget_points() {
  points = {};
  points_version = 0;
}

}  // namespace bottleneck::renderer
