/** @file Commands on the sets of the user's own. What they do is loaded with the first of them. */
import { defineCommand } from '../command'
import type { Brought } from '../set-session'

export const createSet = defineCommand({
  id: 'set.create',
  title: 'Make a set of what was brought',
  args: {
    writer: 'an import, begun by storage',
    title: 'string',
    schema: 'DatasetSchema',
    chunks: 'KeptChunk[]',
    card: 'object?',
  },
  run: async (studio, brought: Brought) => (await import('../set-session')).createSet(studio, brought),
})
