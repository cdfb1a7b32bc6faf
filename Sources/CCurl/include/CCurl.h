#pragma once

// libcurl as Swift can call it, loaded by `curl_begin`: with the libraries that it needs itself it would be a fifth of the
// service's memory and of its start, and a site that tells nobody by mail or HTTP needs none of it.
//
// Swift cannot call functions with variable arguments: one plain function for each type of option and answer.
// The checks by macro that curl offers to GNU compilers work on constants only, which an option here is not.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// Loads libcurl and sets it up, once for the process and before anything else of it is called. CURLE_FAILED_INIT where it is not
// installed, or is none that this program knows; nothing else may be called then but `curl_words`.
CURLcode curl_begin(void);

// What a code means, as a constant text.
const char *curl_words(CURLcode code);

CURL *curl_open(void);
void curl_close(CURL *handle);
void curl_clear(CURL *handle);
CURLcode curl_run(CURL *handle);

// The longer list, or NULL; the text is copied.
struct curl_slist *curl_list_append(struct curl_slist *list, const char *text);
void curl_list_free(struct curl_slist *list);

CURLcode curl_set_number(CURL *handle, CURLoption option, long value);
CURLcode curl_set_size(CURL *handle, CURLoption option, curl_off_t value);
// libcurl copies the text. NULL takes the option back to nothing.
CURLcode curl_set_text(CURL *handle, CURLoption option, const char *value);
// libcurl keeps the pointer; the list must outlive the transfer.
CURLcode curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode curl_set_pointer(CURL *handle, CURLoption option, void *value);

typedef size_t (*curl_data_function)(char *bytes, size_t size, size_t count, void *context);
CURLcode curl_set_function(CURL *handle, CURLoption option, curl_data_function value);

CURLcode curl_get_number(CURL *handle, CURLINFO info, long *value);
CURLcode curl_get_size(CURL *handle, CURLINFO info, curl_off_t *value);
