/**
 * @file Lists what uses a dataset: projects, their runs and their saved versions, each with the dataset version used.
 */
import { useState } from 'react'
import { versionsText as text } from '../../../../messages/en/data/versions'
import type { SetRecord } from '../../../../storage/dataset-records'
import { shortHash } from '../../../../storage/dataset-versions'
import { type SetUse, usesOf } from '../../../../studio/data/dataset-uses'
import { Button } from '../../../kit/button'
import { useOnChange } from '../../../kit/use-on-change'
import { useRunCommand, useSelect, useStudio } from '../../../studio-context'
import styles from '../../pages.module.css'
import layout from './versions.module.css'

const MAX_SHOWN = 20

/** The list; reloaded when the dataset, the project or its runs change. */
export function UsesSection({ set }: { readonly set: SetRecord }) {
  const run = useRunCommand()
  const { storage } = useStudio()
  const open = useSelect((state) => state.project.id)
  const saving = useSelect((state) => state.saving)
  const runs = useSelect((state) => state.runs)
  const [uses, setUses] = useState<readonly SetUse[]>()
  // A save and a run are when uses change.
  useOnChange([storage, set, open, saving, runs], () => {
    let closed = false
    usesOf(storage, set.id).then(
      (result) => {
        if (!closed) setUses(result)
      },
      () => {
        if (!closed) setUses([])
      },
    )
    return () => {
      closed = true
    }
  })
  if (!uses) return null
  return (
    <section className={styles.part} aria-label={text.uses.title}>
      <div className={styles.title}>
        <h3>{text.uses.title}</h3>
        <span>{text.uses.by(countByKind(uses))}</span>
      </div>
      <ul className={layout.uses}>
        {uses.slice(0, MAX_SHOWN).map(({ title, version = '', project }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two runs may be called the same
          <li key={i}>
            <span className={layout.stepWords} title={title} translate="no">
              {title}
            </span>
            <code title={version}>{shortHash(version)}</code>
            {project !== open && i === firstOf(uses, project) && (
              <Button size="small" tone="quiet" onClick={() => run('project.open', { id: project })}>
                {text.uses.open}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {uses.length > MAX_SHOWN && <p className={styles.soft}>{text.uses.more({ more: uses.length - MAX_SHOWN })}</p>}
    </section>
  )
}

/** A saved version of a project is listed like a project, but after it and without a run. */
function countByKind(uses: readonly SetUse[]) {
  const runs = uses.filter(({ run }) => run !== undefined).length
  const versions = uses.filter(({ isVersion }) => isVersion).length
  return { projects: uses.length - runs - versions, runs, versions }
}

/** The index of the first entry about a project itself rather than about one of its runs. */
function firstOf(uses: readonly SetUse[], of: string): number {
  return uses.findIndex(({ project, run }) => project === of && run === undefined)
}
