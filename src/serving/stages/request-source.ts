/** @file Source: the first stage of a request. */
import { startAtSource, defineRunner } from '../request-context'

// not text: a class name
export const source = defineRunner('Source', () => ({ appliesTo: 'all', run: startAtSource }))
