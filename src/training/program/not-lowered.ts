/**
 * @file NotLowered: thrown if the program lacks something that a network uses. The network then trains on plain
 * TensorFlow.js.
 */
import { enginesText } from '../../messages/en/engines'

/** The text of everything that a program may lack. */
export const unsupported = enginesText.unsupported

export class NotLowered extends Error {
  /** `why` is a text of `unsupported`. */
  constructor(why: string) {
    super(why)
    this.name = 'NotLowered'
  }
}
