/**
 * @file What passes between a page that serves, its serving worker, and the service worker that answers the URL. Requests go straight
 * from the service worker to the serving worker over a port; the page only brings the two together.
 */

/** A request as the service worker passes it on. */
export interface PortRequest {
  readonly id: number
  readonly method: string
  /** Below the place where the app lies, with its slash. */
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

/** From a page to the service worker, with a port to its serving worker. */
export interface ServesHere {
  readonly netloom: 'serves'
  /** Of the models behind that port. */
  readonly names: readonly string[]
}

/** From a page that serves no more. */
export interface StoppedHere {
  readonly netloom: 'stopped'
}

/** From the service worker to every page: it was started anew and knows no port. */
export interface WhoServes {
  readonly netloom: 'who serves'
}

/** Whether a message from outside is one of ours. */
export function isOurs(data: unknown): data is ServesHere | StoppedHere | WhoServes {
  return typeof data === 'object' && data !== null && 'netloom' in data
}
