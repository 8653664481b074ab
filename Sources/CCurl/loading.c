// libcurl, loaded when its first function is called.
//
// Debian's libcurl brings some thirty libraries along (TLS, LDAP, Kerberos, SSH …); loading them costs
// several times what the first frame of the console costs, and the demo and every --help need none.
// These functions have libcurl's own names and types and hand everything on. Where the library is
// missing, what makes a handle returns NULL and what returns a code says CURLE_FAILED_INIT.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>

#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void *library;

// Lazily: of the thousands of functions that thirty libraries call in each other, few are ever called.
static void load(void) { library = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL); }

static void *preloading(void *nothing) {
  pthread_once(&once, load);
  return nothing;
}

void curl_preload(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, preloading, NULL) == 0) pthread_detach(thread);
}

static void *find(const char *name) {
  pthread_once(&once, load);
  return library ? dlsym(library, name) : NULL;
}

// The function of libcurl, looked up once; NULL without the library.
#define FOUND(name)                                   \
  static _Atomic(void *) known;                       \
  void *function = atomic_load(&known);               \
  if (!function) {                                    \
    function = find(#name);                           \
    atomic_store(&known, function);                   \
  }

#define HAND_ON(result, name, parameters, arguments, missing) \
  result name parameters {                                    \
    FOUND(name)                                               \
    if (!function) return missing;                            \
    return((result(*) parameters) function) arguments;        \
  }

#define HAND_ON_VOID(name, parameters, arguments)              \
  void name parameters {                                       \
    FOUND(name)                                                \
    if (function) ((void (*) parameters)function) arguments;   \
  }

// Every option's value is a pointer or a number of pointer size, so one word carries any.
#define HAND_ON_OPTION(result, name, handle, option, missing)              \
  result name(handle object, option which, ...) {                          \
    FOUND(name)                                                            \
    if (!function) return missing;                                         \
    va_list list;                                                          \
    va_start(list, which);                                                 \
    void *value = va_arg(list, void *);                                    \
    va_end(list);                                                          \
    return ((result(*)(handle, option, ...))function)(object, which, value); \
  }

_Static_assert(sizeof(curl_off_t) == sizeof(void *), "options travel as one word");

HAND_ON_OPTION(CURLcode, curl_easy_setopt, CURL *, CURLoption, CURLE_FAILED_INIT)
HAND_ON_OPTION(CURLcode, curl_easy_getinfo, CURL *, CURLINFO, CURLE_FAILED_INIT)
HAND_ON_OPTION(CURLMcode, curl_multi_setopt, CURLM *, CURLMoption, CURLM_INTERNAL_ERROR)

HAND_ON(CURLcode, curl_global_init, (long flags), (flags), CURLE_FAILED_INIT)
HAND_ON(CURL *, curl_easy_init, (void), (), NULL)
HAND_ON_VOID(curl_easy_cleanup, (CURL * easy), (easy))
HAND_ON(const char *, curl_easy_strerror, (CURLcode code), (code), "libcurl.so.4 is not installed")
HAND_ON_VOID(curl_free, (void *memory), (memory))
HAND_ON(CURLM *, curl_multi_init, (void), (), NULL)
HAND_ON(CURLMcode, curl_multi_cleanup, (CURLM * multi), (multi), CURLM_INTERNAL_ERROR)
HAND_ON(CURLMcode, curl_multi_add_handle, (CURLM * multi, CURL *easy), (multi, easy), CURLM_INTERNAL_ERROR)
HAND_ON(CURLMcode, curl_multi_remove_handle, (CURLM * multi, CURL *easy), (multi, easy), CURLM_INTERNAL_ERROR)
HAND_ON(CURLMcode, curl_multi_perform, (CURLM * multi, int *running), (multi, running), CURLM_INTERNAL_ERROR)
HAND_ON(
    CURLMcode, curl_multi_poll,
    (CURLM * multi, struct curl_waitfd *extra, unsigned int count, int milliseconds, int *ready),
    (multi, extra, count, milliseconds, ready), CURLM_INTERNAL_ERROR)
HAND_ON(CURLMcode, curl_multi_wakeup, (CURLM * multi), (multi), CURLM_INTERNAL_ERROR)
HAND_ON(CURLMsg *, curl_multi_info_read, (CURLM * multi, int *left), (multi, left), NULL)
HAND_ON(struct curl_slist *, curl_slist_append, (struct curl_slist * list, const char *text), (list, text), NULL)
HAND_ON_VOID(curl_slist_free_all, (struct curl_slist * list), (list))
HAND_ON(CURLU *, curl_url, (void), (), NULL)
HAND_ON_VOID(curl_url_cleanup, (CURLU * url), (url))
HAND_ON(
    CURLUcode, curl_url_get, (CURLU * url, CURLUPart part, char **text, unsigned int flags),
    (url, part, text, flags), CURLUE_OUT_OF_MEMORY)
HAND_ON(
    CURLUcode, curl_url_set, (CURLU * url, CURLUPart part, const char *text, unsigned int flags),
    (url, part, text, flags), CURLUE_OUT_OF_MEMORY)
