/** @file Source: the first stage of a request. */
import { startAtSource, defineRunner } from '../request-context'

// not text: a class name
export const runner = defineRunner('Source', () => ({ appliesTo: 'all', run: startAtSource }))
