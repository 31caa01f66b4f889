/*
 * Notes what a power cut would leave, for a process that this is preloaded into. Whenever that
 * syncs a file below POWER_DISK, the file is copied to POWER_KEPT, under its inode number; for a
 * directory, the names in it and what they stand for. What was never synced is in no copy.
 *
 * A sync that is cut off leaves some of its blocks in the copy, as on a disk.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FILES 1024

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static ino_t held[MAX_FILES];
static int held_count;

/* The answer to "is it safe?" must not be made up: better to end than to go on. */
static void require(int good, const char *what) {
  if (!good) {
    perror(what);
    abort();
  }
}

static int is_on_disk(int fd) {
  const char *disk = getenv("POWER_DISK");
  char link[64];
  char path[PATH_MAX + 1];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX);
  if (disk == NULL || length < 0) {
    return 0;
  }
  path[length] = 0;
  size_t prefix = strlen(disk);
  return strncmp(path, disk, prefix) == 0 && (path[prefix] == '/' || path[prefix] == 0);
}

static void kept_path(char *to, ino_t inode, const char *suffix) {
  const char *kept = getenv("POWER_KEPT");
  require(kept != NULL, "POWER_KEPT");
  snprintf(to, PATH_MAX, "%s/%lu%s", kept, (unsigned long) inode, suffix);
}

/* A number must not come to stand for another file as long as its copy is of this one. */
static void hold(int fd, ino_t inode) {
  for (int i = 0; i < held_count; i++) {
    if (held[i] == inode) {
      return;
    }
  }
  require(held_count < MAX_FILES && dup(fd) >= 0, "hold");
  held[held_count++] = inode;
}

static void keep_file(int fd, const struct stat *status) {
  static char block[1 << 20];
  char path[PATH_MAX];
  hold(fd, status->st_ino);
  kept_path(path, status->st_ino, "");
  int copy = open(path, O_WRONLY | O_CREAT, 0600);
  require(copy >= 0, path);
  off_t at = 0;
  /* Through the same descriptor: to open and close another one would end the locks on the file. */
  for (ssize_t got; (got = pread(fd, block, sizeof block, at)) != 0; at += got) {
    require(got > 0 && pwrite(copy, block, got, at) == got, path);
  }
  require(ftruncate(copy, at) == 0, path);
  close(copy);
}

static void keep_names(int fd, const struct stat *status) {
  char part[PATH_MAX];
  char path[PATH_MAX];
  kept_path(part, status->st_ino, ".part");
  kept_path(path, status->st_ino, "");
  FILE *names = fopen(part, "w");
  DIR *directory = fdopendir(openat(fd, ".", O_RDONLY | O_DIRECTORY));
  require(names != NULL && directory != NULL, part);
  for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
      fprintf(names, "%lu %s\n", (unsigned long) entry->d_ino, entry->d_name);
    }
  }
  closedir(directory);
  require(fclose(names) == 0 && rename(part, path) == 0, path);
}

static void keep(int fd) {
  struct stat status;
  if (!is_on_disk(fd) || fstat(fd, &status) != 0) {
    return;
  }
  pthread_mutex_lock(&lock);
  if (S_ISDIR(status.st_mode)) {
    keep_names(fd, &status);
  } else {
    keep_file(fd, &status);
  }
  pthread_mutex_unlock(&lock);
}

int fsync(int fd) {
  keep(fd);
  int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, "fsync");
  return real(fd);
}

int fdatasync(int fd) {
  keep(fd);
  int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, "fdatasync");
  return real(fd);
}
