#pragma once

// What the C library shows to GNU sources only, which a module map is not (rename(2), syncfs(2)). The flag is the
// kernel's ABI.
enum { RENAME_EXCHANGE_NAMES = 1 << 1 };
int renameat2(int old_folder, const char *old_path, int new_folder, const char *new_path, unsigned int flags);
int syncfs(int descriptor);
