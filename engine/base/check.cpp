#include "engine/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace greenlight::base {

void checkFailed(const char* condition, std::source_location where) noexcept {
    std::fprintf(stderr, "greenlight: broken invariant %s at %s:%u in %s\n", condition,
                 where.file_name(), where.line(), where.function_name());
    std::fflush(stderr);
    std::abort();
}

} // namespace greenlight::base
