#pragma once
#include <simdjson.h>

// Why no document can be read; nullptr when the library is there.
const char *csj_unavailable();

// The library's words for an error.
const char *csj_message(simdjson::error_code error);
