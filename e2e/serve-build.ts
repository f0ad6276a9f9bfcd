/**
 * @file Serves the build for all browser tests, from memory and uncompressed: each test loads about a hundred files, and
 * a general server needs several times the CPU time for them.
 */
import type { FullConfig } from '@playwright/test'
import { HEADERS } from '../scripts/response-headers.mjs'
import { serve } from './serve'

/** Starts the server at the address of the tests; resolves with a function that stops it. */
export default async function serveBuild({ projects }: FullConfig): Promise<() => Promise<void>> {
  const { port } = new URL(projects[0]?.use.baseURL ?? '')
  const { close } = await serve({ port: Number(port), headers: HEADERS, isCached: true })
  return close
}
