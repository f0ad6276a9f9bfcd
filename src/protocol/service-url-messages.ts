/**
 * @file Messages between a page that serves models, its serving worker, and the service worker that answers the URL.
 * Requests go directly from the service worker to the serving worker over a port; the page only connects the two.
 */

/** A request in the form in which the service worker forwards it. */
export interface PortRequest {
  readonly id: number
  readonly method: string
  /** Path relative to the app's base URL, with a leading slash. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string
}

export interface PortReply {
  readonly id: number
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Sent from a page to the service worker, with a port to the page's serving worker. */
export interface ServingPage {
  readonly netloom: 'serves'
  /** Names of the models that can be reached over the port. */
  readonly names: readonly string[]
}

/** Sent from a page that has stopped serving. */
export interface StoppedPage {
  readonly netloom: 'stopped'
}

/** Sent from the service worker to every page after a restart, because it has lost its ports. */
export interface WhoServes {
  readonly netloom: 'who serves'
}

/** Whether a message is one of these URL messages. */
export function isUrlMessage(data: unknown): data is ServingPage | StoppedPage | WhoServes {
  return typeof data === 'object' && data !== null && 'netloom' in data
}
