/**
 * A small Spring application; its package is the application's base package in the tests
 * of origins.
 */
package io.tidemark.boot.origin.app;
