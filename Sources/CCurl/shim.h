#pragma once

// Swift cannot call functions with variable arguments: one plain function for each type of option and answer.
// The checks by macro that curl offers to GNU compilers work on constants only, which an option here is not.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

static inline CURLcode curl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl copies the text. NULL takes the option back to nothing.
static inline CURLcode curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl keeps the pointer; the list must outlive the transfer.
static inline CURLcode curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

typedef size_t (*curl_data_function)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode curl_set_function(CURL *handle, CURLoption option, curl_data_function value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_get_number(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode curl_get_size(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

// CURL_GLOBAL_ALL is no plain number to Swift.
static inline CURLcode curl_begin(void) { return curl_global_init(CURL_GLOBAL_ALL); }
