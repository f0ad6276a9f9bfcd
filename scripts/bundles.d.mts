/** @file Types of bundles.mjs. */
import type { Plugin } from 'vite'

export interface UrlWorker {
  readonly name: string
  readonly source: string
}
export function urlWorker(): Promise<UrlWorker>
export function nodeServer(): Promise<string>
export function bundles(worker: UrlWorker): Plugin
