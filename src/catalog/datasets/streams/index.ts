/** @file The simulated streams, each keyed by the id of the dataset that contains the beginning of the stream. */
import { cardStream } from './card-payments'
import type { Stream } from './define-stream'
import { machineStream } from './machine-wear'
import { shopStream } from './shop-visits'
import { ticketStream } from './support-tickets'

export const streams: Readonly<Record<string, Stream>> = {
  'shop-visits': shopStream,
  'card-payments': cardStream,
  'machine-wear': machineStream,
  'support-tickets': ticketStream,
}
