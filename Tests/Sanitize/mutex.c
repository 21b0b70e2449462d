/* Swift's Mutex as ThreadSanitizer can see it.
 *
 * The path of Swift's Mutex without contention is compiled into our code and instrumented; the other one lies in the
 * standard library, which is not, so that its ordering stays unseen and every contended lock looks like a race. This
 * function takes its place at link time: the same lock, taken by asking again. It never marks the lock as waited for, so
 * that the library's slow way to unlock is never called. */
#include <sched.h>
#include <stdint.h>

__attribute__((swiftcall)) void lock_slow(uint32_t thread, __attribute__((swift_context)) _Atomic uint32_t *lock)
    __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");

__attribute__((swiftcall)) void lock_slow(uint32_t thread, __attribute__((swift_context)) _Atomic uint32_t *lock) {
    for (;;) {
        uint32_t unlocked = 0;
        if (__c11_atomic_compare_exchange_strong(lock, &unlocked, thread, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return;
        sched_yield();
    }
}
