/**
 * @file Bucket boundaries of the request duration histogram that `/metrics` reports for the URL and that Prometheus
 * rules read.
 */

/**
 * Upper bounds in seconds: a small perceptron answers within the first bucket, and a timeout falls into the last
 * bucket.
 */
export const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10] as const
