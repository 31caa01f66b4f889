@NullMarked
package io.cqueue.auth;

import org.jspecify.annotations.NullMarked;
