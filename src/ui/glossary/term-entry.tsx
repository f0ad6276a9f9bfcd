/** @file TermEntry: what a term means, what it is in the open project, the common mistake, and what to read next. */
import type { ReactNode } from 'react'
import { glossaryText as text } from '../../messages/en/glossary'
import { pagesText } from '../../messages/en/shell/pages'
import { hidesPage } from '../../studio/lessons/lesson-restrictions'
import { ownNumber } from '../../studio/glossary/own-numbers'
import { type GlossaryTerm, nextTerms } from '../../studio/glossary/terms'
import { Button } from '../kit/button'
import kit from '../kit/kit.module.css'
import { useResult } from '../kit/use-on-change'
import { useStudio, useRunCommand, useSelect } from '../studio-context'
import { TermPicture } from './term-picture'

/** What a term is in the open project; undefined while it is not known, or if there is nothing. */
export function useOwnNumber({ id }: GlossaryTerm): string | undefined {
  const studio = useStudio()
  const [run, metrics] = [useSelect((state) => state.run.tag), useSelect((state) => state.metrics)]
  const project = useSelect((state) => state.project)
  return useResult([id, run, metrics, project], () => ownNumber(studio, id)).value
}

interface TermEntryProps {
  readonly of: GlossaryTerm
  /** Called before another page opens. */
  readonly onLeave: () => void
}

export function TermEntry({ of, onLeave }: TermEntryProps) {
  const run = useRunCommand()
  const yours = useOwnNumber(of)
  const { place } = of
  const isHidden = useSelect((state) => hidesPage(state, place.room))
  return (
    <article className={kit.stackWide} aria-label={of.term}>
      <div>
        <h3 className={kit.large}>{of.term}</h3>
        {of.also.length > 0 && <p className={kit.caption}>{of.also.join(', ')}</p>}
      </div>
      <p>{of.sentence}</p>
      {yours !== undefined && <Part title={text.yours}>{yours}</Part>}
      <TermPicture of={of} />
      {of.mistake && <Part title={text.mistake}>{of.mistake}</Part>}
      <div className={kit.wrap}>
        {!isHidden && (
          <Button
            onClick={() => {
              onLeave()
              run('room.open', place)
            }}
          >
            {text.seeOn({ page: pagesText.titles[place.room] })}
          </Button>
        )}
        {nextTerms(of).map((next) => (
          <Button key={next.id} tone="quiet" onClick={() => run('glossary.open', { term: next.id })}>
            {next.term}
          </Button>
        ))}
      </div>
    </article>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <h4 className={kit.caption}>{title}</h4>
      <p>{children}</p>
    </div>
  )
}
