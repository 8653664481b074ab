// The two things that simdjson's headers ask of its library. A development build links with it. The
// program people install loads it with its first document (CSJ_LIBRARY is the library's file name):
// the console's first frame needs neither it nor the libstdc++ it brings along (Decisions/0005).
#include "library.h"

#ifdef CSJ_LIBRARY
#include <dlfcn.h>

#define CSJ_QUOTED(name) #name
#define CSJ_TEXT(name) CSJ_QUOTED(name)

namespace {
using active_implementation = simdjson::internal::atomic_ptr<const simdjson::implementation> &();

struct library {
  active_implementation *active = nullptr;
  const simdjson::internal::error_code_info *errors = nullptr;

  library() {
    void *file = dlopen(CSJ_TEXT(CSJ_LIBRARY), RTLD_LAZY | RTLD_LOCAL);
    if (file == nullptr) return;
    active = reinterpret_cast<active_implementation *>(dlsym(file, "_ZN8simdjson25get_active_implementationEv"));
    errors = static_cast<const simdjson::internal::error_code_info *>(
        dlsym(file, "_ZN8simdjson8internal11error_codesE"));
  }
};

const library &loaded() {
  static const library once;
  return once;
}
} // namespace

namespace simdjson {
// The headers' own declaration; nobody comes here before csj_unavailable said that it is there.
internal::atomic_ptr<const implementation> &get_active_implementation() { return loaded().active(); }
} // namespace simdjson

const char *csj_unavailable() {
  bool isWhole = loaded().active != nullptr && loaded().errors != nullptr;
  return isWhole ? nullptr : CSJ_TEXT(CSJ_LIBRARY) " is missing, which reads JSON; install simdjson";
}

const char *csj_message(simdjson::error_code error) { return loaded().errors[error].message; }

#else

const char *csj_unavailable() { return nullptr; }
const char *csj_message(simdjson::error_code error) { return simdjson::error_message(error); }

#endif
