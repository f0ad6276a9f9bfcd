/** @file Source: where requests come in. */
import { begin, defineRunner } from '../request-context'

export const source = defineRunner('Source', () => ({ serves: 'all', run: begin }))
