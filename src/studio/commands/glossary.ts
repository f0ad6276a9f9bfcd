/** @file Commands that find and show the terms of the glossary. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { refuse } from '../../messages/message'
import { optional, text } from '../arguments'
import { commandsWith } from '../command'

const defineCommand = commandsWith(moreCommandsText)

/** The most terms that are suggested for an unknown one. */
const MOST_NEAR = 3

async function termCalled(name: string) {
  const { findTerm, nearTerms } = await import('../glossary/terms')
  const near = () => nearTerms(name, MOST_NEAR).map(({ term }) => term)
  return findTerm(name) ?? refuse('glossary-unknown', { term: name, near: near() })
}

/** Explains a term, with its number in the open project. */
export const findGlossary = defineCommand({
  id: 'glossary.find',
  args: { term: text('term') },
  async run(studio, { term: name }) {
    const { nextTerms } = await import('../glossary/terms')
    const { ownNumber } = await import('../glossary/own-numbers')
    const found = await termCalled(name)
    const { id, topic, term, also, sentence, mistake, place } = found
    const yours = await ownNumber(studio, id)
    return {
      ...{ id, topic, term, also, sentence },
      ...(mistake === undefined ? {} : { mistake }),
      links: nextTerms(found).map((next) => ({ id: next.id, term: next.term })),
      place,
      ...(yours === undefined ? {} : { yours }),
    }
  },
})

/** Shows the glossary, at a term if one is given. */
export const openGlossary = defineCommand({
  id: 'glossary.open',
  args: { term: optional(text('term')) },
  listed: true,
  async run({ store }, { term }) {
    store.setState({ glossary: term === undefined ? '' : (await termCalled(term)).id })
  },
})

export const closeGlossary = defineCommand({
  id: 'glossary.close',
  args: {},
  run({ store }) {
    store.setState({ glossary: null })
  },
})

/** Lists all terms. */
export const listGlossary = defineCommand({
  id: 'glossary.list',
  args: {},
  async run() {
    const { glossary } = await import('../glossary/terms')
    return glossary.map(({ id, topic, term, also }) => ({ id, topic, term, also }))
  },
})
