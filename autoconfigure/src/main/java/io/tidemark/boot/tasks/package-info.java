/**
 * What Spring and Tomcat know of running work: takes executors that Spring manages and
 * the embedded Tomcat; gives the tasks they run, and the requests that threads serve.
 */
@NullMarked
package io.tidemark.boot.tasks;

import org.jspecify.annotations.NullMarked;
