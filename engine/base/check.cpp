#include "engine/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace greenlight::base {

void checkFailed(const char* condition, const char* file, int line, const char* function) noexcept {
    std::fprintf(stderr, "greenlight: broken invariant %s at %s:%d in %s\n", condition, file, line,
                 function);
    std::fflush(stderr);
    std::abort();
}

} // namespace greenlight::base
