// The recurrence of the simple recurrent unit (Lei et al. 2018, https://arxiv.org/abs/1709.02755), forward and backward,
// for the trainer. Arrays are [batch][time][features]; of a layer with 2*h outputs the first h run forward in time, the
// last h backward. gates: [b][t][2][3][h] = candidate, forget, reset.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace {
inline float sigmoid(float x) { return 1.0F / (1.0F + std::exp(-x)); }
}  // namespace

extern "C" void sru_forward(const float* gates, const float* x, const float* v, const float* bias,
                            const int64_t* lengths, int64_t batch, int64_t time, int64_t h, float* out, float* cells,
                            float* forget, float* reset) {
  std::vector<float> state(h);
  for (int64_t b = 0; b < batch; ++b) {
    for (int64_t d = 0; d < 2; ++d) {
      const float* vf = v + d * 2 * h;
      const float* vr = vf + h;
      const float* bf = bias + d * 2 * h;
      const float* br = bf + h;
      float* __restrict c = state.data();
      for (int64_t j = 0; j < h; ++j) c[j] = 0;
      for (int64_t step = 0; step < lengths[b]; ++step) {
        const int64_t t = d == 0 ? step : lengths[b] - 1 - step;
        const float* g = gates + ((b * time + t) * 2 + d) * 3 * h;
        const int64_t at = (b * time + t) * 2 * h + d * h;
        float* __restrict ff = forget + at;
        float* __restrict rr = reset + at;
        float* __restrict cc = cells + at;
        float* __restrict oo = out + at;
        const float* xx = x + at;
        for (int64_t j = 0; j < h; ++j) {
          const float f = sigmoid(g[h + j] + vf[j] * c[j] + bf[j]);
          const float r = sigmoid(g[2 * h + j] + vr[j] * c[j] + br[j]);
          const float n = f * c[j] + (1 - f) * g[j];
          ff[j] = f;
          rr[j] = r;
          cc[j] = n;
          c[j] = n;
          oo[j] = r * n + (1 - r) * xx[j];
        }
      }
    }
    std::fill(out + (b * time + lengths[b]) * 2 * h, out + (b + 1) * time * 2 * h, 0.0F);
  }
}

extern "C" void sru_backward(const float* gates, const float* x, const float* v, const int64_t* lengths, int64_t batch,
                             int64_t time, int64_t h, const float* cells, const float* forget, const float* reset,
                             const float* dout, float* dgates, float* dx, float* dv, float* dbias) {
  std::vector<float> carry(h);
  const std::vector<float> zero(h, 0.0F);
  for (int64_t b = 0; b < batch; ++b) {
    for (int64_t d = 0; d < 2; ++d) {
      const float* vf = v + d * 2 * h;
      const float* vr = vf + h;
      float* __restrict dvf = dv + d * 2 * h;
      float* __restrict dvr = dvf + h;
      float* __restrict dbf = dbias + d * 2 * h;
      float* __restrict dbr = dbf + h;
      float* __restrict dc = carry.data();
      for (int64_t j = 0; j < h; ++j) dc[j] = 0;
      for (int64_t step = lengths[b] - 1; step >= 0; --step) {
        const int64_t t = d == 0 ? step : lengths[b] - 1 - step;
        const int64_t at = (b * time + t) * 2 * h + d * h;
        const float* previous = step == 0 ? zero.data() : cells + (d == 0 ? at - 2 * h : at + 2 * h);
        const float* g = gates + ((b * time + t) * 2 + d) * 3 * h;
        float* __restrict dg = dgates + ((b * time + t) * 2 + d) * 3 * h;
        const float* ff = forget + at;
        const float* rr = reset + at;
        const float* cc = cells + at;
        const float* xx = x + at;
        const float* dd = dout + at;
        float* __restrict dxx = dx + at;
        for (int64_t j = 0; j < h; ++j) {
          const float f = ff[j], r = rr[j];
          const float dr = dd[j] * (cc[j] - xx[j]) * r * (1 - r);
          const float dcell = dc[j] + dd[j] * r;
          const float df = dcell * (previous[j] - g[j]) * f * (1 - f);
          dxx[j] = dd[j] * (1 - r);
          dg[j] = dcell * (1 - f);
          dg[h + j] = df;
          dg[2 * h + j] = dr;
          dvf[j] += df * previous[j];
          dvr[j] += dr * previous[j];
          dbf[j] += df;
          dbr[j] += dr;
          dc[j] = dcell * f + df * vf[j] + dr * vr[j];
        }
      }
    }
    std::fill(dgates + (b * time + lengths[b]) * 6 * h, dgates + (b + 1) * time * 6 * h, 0.0F);
    std::fill(dx + (b * time + lengths[b]) * 2 * h, dx + (b + 1) * time * 2 * h, 0.0F);
  }
}
