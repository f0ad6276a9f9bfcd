/** @file Source: where requests come in. */
import { begin, defineRunner } from '../token'

export const source = defineRunner('Source', () => ({ serves: 'all', run: begin }))
