#include "CCurl.h"

#include <dlfcn.h>
#include <stdbool.h>

// The functions of the library, by the names that it has for them.
static struct {
    __typeof__(&curl_global_init) global_init;
    __typeof__(&curl_easy_strerror) easy_strerror;
    __typeof__(&curl_easy_init) easy_init;
    __typeof__(&curl_easy_cleanup) easy_cleanup;
    __typeof__(&curl_easy_reset) easy_reset;
    __typeof__(&curl_easy_perform) easy_perform;
    __typeof__(&curl_easy_setopt) easy_setopt;
    __typeof__(&curl_easy_getinfo) easy_getinfo;
    __typeof__(&curl_slist_append) slist_append;
    __typeof__(&curl_slist_free_all) slist_free_all;
} curl;

static bool load(void) {
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!library) return false;
    return (curl.global_init = dlsym(library, "curl_global_init"))
        && (curl.easy_init = dlsym(library, "curl_easy_init"))
        && (curl.easy_cleanup = dlsym(library, "curl_easy_cleanup"))
        && (curl.easy_reset = dlsym(library, "curl_easy_reset"))
        && (curl.easy_perform = dlsym(library, "curl_easy_perform"))
        && (curl.easy_setopt = dlsym(library, "curl_easy_setopt"))
        && (curl.easy_getinfo = dlsym(library, "curl_easy_getinfo"))
        && (curl.slist_append = dlsym(library, "curl_slist_append"))
        && (curl.slist_free_all = dlsym(library, "curl_slist_free_all"))
        && (curl.easy_strerror = dlsym(library, "curl_easy_strerror"));
}

CURLcode curl_begin(void) { return load() ? curl.global_init(CURL_GLOBAL_ALL) : CURLE_FAILED_INIT; }

const char *curl_words(CURLcode code) {
    return curl.easy_strerror ? curl.easy_strerror(code) : "libcurl.so.4 is not installed";
}

CURL *curl_open(void) { return curl.easy_init(); }
void curl_close(CURL *handle) { curl.easy_cleanup(handle); }
void curl_clear(CURL *handle) { curl.easy_reset(handle); }
CURLcode curl_run(CURL *handle) { return curl.easy_perform(handle); }

struct curl_slist *curl_list_append(struct curl_slist *list, const char *text) { return curl.slist_append(list, text); }
void curl_list_free(struct curl_slist *list) { curl.slist_free_all(list); }

CURLcode curl_set_number(CURL *handle, CURLoption option, long value) { return curl.easy_setopt(handle, option, value); }

CURLcode curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode curl_set_function(CURL *handle, CURLoption option, curl_data_function value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode curl_get_number(CURL *handle, CURLINFO info, long *value) { return curl.easy_getinfo(handle, info, value); }
CURLcode curl_get_size(CURL *handle, CURLINFO info, curl_off_t *value) { return curl.easy_getinfo(handle, info, value); }
