#!/bin/sh
# Lays out the file system of the image: Java, as much of it as cqueue uses, the libraries in C that
# it loads, and cqueue. There is no shell in it and no other program, and nothing has to be written
# for it to start.
#
#   layout.sh APP ROOT
#
# APP is the unpacked WAR. ROOT is made. Needs a JDK, and GNU's libc, which is copied.
set -eu
app=$1
root=$2
native=$root/opt/native

# What `jdeps --print-module-deps --recursive` finds, but for jdk.attach and jdk.jdi, which Javassist
# has for debuggers; and what only shows when it runs: elliptic curves for TLS, names in DNS, and
# what tools for Java look for from outside.
modules=java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management
modules=$modules,java.management.rmi,java.naming,java.net.http,java.rmi,java.security.jgss
modules=$modules,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.crypto.ec,jdk.jfr
modules=$modules,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs

mkdir -p "$root/etc" "$root/opt" "$native"
mkdir -m 1777 "$root/tmp"
mkdir -m 777 "$root/data" # Of whoever cqueue runs as.
jlink --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages \
  --output "$root/opt/java"
# Java alone is started, by nobody but the container.
find "$root/opt/java/bin" -type f ! -name java -delete
cp -R "$app" "$root/opt/cqueue"

# A library cannot be loaded from where nothing may be executed, as Docker mounts /tmp.
(
  cd "$native"
  jar -xf "$(echo "$root"/opt/cqueue/WEB-INF/lib/sqlite-jdbc-*.jar)" \
    "org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so"
  mv "org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so" .
  rm -r org
)

find "$root/opt/java" "$native" -type f \( -name java -o -name '*.so' \) -exec ldd {} + |
  awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\/.*[^:]$/ { print $1 }' |
  sort -u |
  while read -r library; do
    case $library in
      "$root"/*) ;;
      *)
        mkdir -p "$root$(dirname "$library")"
        cp -L "$library" "$root$library"
        ;;
    esac
  done

echo 'cqueue:x:10001:10001::/data:/' >"$root/etc/passwd"
echo 'cqueue:x:10001:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
