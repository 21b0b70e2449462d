/* Sends POST requests with libcurl's multi interface: usage `bare URL REQUESTS CONCURRENCY FILE`, the file being the body. Prints the
 * seconds it took, and the processor seconds. What a program without any frills does: reused handles, the whole body kept, the status checked. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

struct transfer {
    char *body;
    size_t size, capacity;
};

static size_t receive(char *bytes, size_t size, size_t count, void *pointer) {
    struct transfer *transfer = pointer;
    size_t more = size * count;
    if (transfer->size + more > transfer->capacity) {
        transfer->capacity = 2 * (transfer->size + more);
        transfer->body = realloc(transfer->body, transfer->capacity);
        if (!transfer->body) return 0;
    }
    memcpy(transfer->body + transfer->size, bytes, more);
    transfer->size += more;
    return more;
}

static char *contents(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) return 0;
    char *text = calloc(1, 1 << 20);
    if (text && !fread(text, 1, (1 << 20) - 1, file)) text = 0;
    fclose(file);
    return text;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double processor(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int main(int count, char **words) {
    if (count != 5) return 2;
    long requests = atol(words[2]), concurrency = atol(words[3]), started = 0, done = 0;
    char *request = contents(words[4]);
    if (!request) return 2;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM *multi = curl_multi_init();
    struct curl_slist *headers = curl_slist_append(0, "content-type: application/json");
    headers = curl_slist_append(headers, "authorization: Bearer key");
    double start = now(), cpu = processor();
    for (; started < concurrency && started < requests; started++) {
        CURL *easy = curl_easy_init();
        struct transfer *transfer = calloc(1, sizeof *transfer);
        curl_easy_setopt(easy, CURLOPT_URL, words[1]);
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
        curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
        curl_multi_add_handle(multi, easy);
    }
    while (done < requests) {
        int running = 0, left = 0;
        curl_multi_perform(multi, &running);
        for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
            CURL *easy = message->easy_handle;
            struct transfer *transfer = 0;
            long status = 0;
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&transfer);
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
            if (message->data.result != CURLE_OK || status != 200 || transfer->size < 100) return 1;
            transfer->size = 0;
            done++;
            curl_multi_remove_handle(multi, easy);
            if (started < requests) {
                started++;
                curl_multi_add_handle(multi, easy);
            }
        }
        if (done < requests) curl_multi_poll(multi, 0, 0, 1000, 0);
    }
    printf("%.6f %.6f\n", now() - start, processor() - cpu);
    return 0;
}
