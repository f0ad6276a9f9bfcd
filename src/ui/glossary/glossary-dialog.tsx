/** @file GlossaryDialog: all terms by topic, with a search, and the chosen one explained next to them. */
import { Fragment, useMemo, useState } from 'react'
import { glossaryText as text } from '../../messages/en/glossary'
import { glossary, wordsOf } from '../../studio/glossary/terms'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import kit from '../kit/kit.module.css'
import { findEntries, useSearchList } from '../kit/search-list'
import { useOnChange } from '../kit/use-on-change'
import { useRunCommand, useSelect } from '../studio-context'
import { printGlossary } from './print-glossary'
import { TermEntry } from './term-entry'

/** The width of the list next to the term, in CSS pixels. */
const LIST_WIDTH = 220
/** The part of the window that list and term may take, so that the dialog keeps its size. */
const HEIGHT = '56vh'

const entries = glossary.map((of) => ({ of, title: of.term, search: wordsOf(of).join(' ') }))

export default function GlossaryDialog() {
  const run = useRunCommand()
  const id = useSelect((state) => state.glossary)
  const [typed, setTyped] = useState('')
  const matches = useMemo(() => findEntries(entries, typed), [typed])
  const onClose = () => run('glossary.close')
  const take = ({ of }: (typeof entries)[number]) => run('glossary.open', { term: of.id })
  const { choose, field, list, option } = useSearchList({ typed, onType: setTyped, matches, onTake: take })
  const shown = glossary.find((one) => one.id === id) ?? matches[0]?.of
  // The list follows a term that is opened from elsewhere.
  useOnChange([id], () => choose(Math.max(0, typed === '' ? entries.findIndex(({ of }) => of.id === id) : 0)))
  return (
    <Dialog
      open
      title={text.title}
      width="wide"
      onClose={onClose}
      actions={<Button onClick={printGlossary}>{text.print}</Button>}
    >
      <div className={`${kit.rowWide} ${kit.top}`} style={{ height: HEIGHT }}>
        <div className={kit.stack} style={{ flex: `0 0 ${LIST_WIDTH}px`, height: '100%' }}>
          <input {...field(text.search)} />
          <div className={`${kit.scroll} ${kit.grow}`} data-part="terms" {...list(text.title)}>
            {matches.map(({ of }, i) => (
              <Fragment key={of.id}>
                {typed === '' && of.topic !== matches[i - 1]?.of.topic && (
                  <p className={`${kit.faintCaption} ${kit.above}`}>{text.topics[of.topic]}</p>
                )}
                <div {...option(i)} aria-current={of === shown} className={kit.choice}>
                  {of.term}
                </div>
              </Fragment>
            ))}
            {matches.length === 0 && <p className={kit.soft}>{text.none({ query: typed })}</p>}
          </div>
        </div>
        <div className={`${kit.grow} ${kit.scroll}`} style={{ height: '100%' }}>
          {shown && <TermEntry of={shown} onLeave={onClose} />}
        </div>
      </div>
    </Dialog>
  )
}
