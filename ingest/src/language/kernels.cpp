#include "kernels.hpp"

#include <initializer_list>

namespace entente::ingest::language {

extern const Kernels kPortableKernels;
#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;
extern const Kernels kAvx512Kernels;
#endif

const Kernels* kernels_for(InstructionSet set) {
  switch (set) {
    case InstructionSet::portable:
      return &kPortableKernels;
#if defined(__x86_64__)
    case InstructionSet::avx2:
      return __builtin_cpu_supports("avx2") ? &kAvx2Kernels : nullptr;
    case InstructionSet::avx512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                     __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
                     __builtin_cpu_supports("avx512vnni")
                 ? &kAvx512Kernels
                 : nullptr;
#endif
    default:
      return nullptr;
  }
}

const Kernels& best_kernels() {
  for (const auto set : {InstructionSet::avx512, InstructionSet::avx2}) {
    if (const Kernels* kernels = kernels_for(set)) return *kernels;
  }
  return kPortableKernels;
}

}  // namespace entente::ingest::language
