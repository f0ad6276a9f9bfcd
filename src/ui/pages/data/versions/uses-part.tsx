/** @file Who uses a set: projects, their runs and their versions, each with the version of the set it names. */
import { useEffect, useState } from 'react'
import { counted } from '../../../../messages/format'
import type { SetRecord } from '../../../../storage/dataset-records'
import { shortHash } from '../../../../storage/dataset-versions'
import { usesOf, type SetUse } from '../../../../studio/dataset-uses'
import { Button } from '../../../kit/button'
import { useRun, useSelect, useStudio } from '../../../studio-context'
import styles from '../../pages.module.css'
import layout from './versions.module.css'

const MOST_SHOWN = 20

/** The list; read anew when the set, the project or its runs change. */
export function UsesPart({ set }: { readonly set: SetRecord }) {
  const run = useRun()
  const { storage } = useStudio()
  const open = useSelect((state) => state.project.id)
  const saving = useSelect((state) => state.saving)
  const runs = useSelect((state) => state.runs)
  const [uses, setUses] = useState<readonly SetUse[]>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a save and a run are when uses change
  useEffect(() => {
    let closed = false
    usesOf(storage, set.id).then(
      (found) => {
        if (!closed) setUses(found)
      },
      () => {
        if (!closed) setUses([])
      },
    )
    return () => {
      closed = true
    }
  }, [storage, set, open, saving, runs])
  if (!uses) return null
  return (
    <section className={styles.part} aria-label="Used by">
      <div className={styles.title}>
        <h3>Used by</h3>
        <span>{uses.length === 0 ? 'nothing on this device' : counted(uses.length, 'place')}</span>
      </div>
      <ul className={layout.uses}>
        {uses.slice(0, MOST_SHOWN).map(({ words, version = '', project }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two runs may be called the same
          <li key={i}>
            <span className={layout.stepWords} title={words}>
              {words}
            </span>
            <code title={version}>{shortHash(version)}</code>
            {project !== open && words.startsWith('project') && (
              <Button size="small" tone="quiet" onClick={() => run('project.open', { id: project })}>
                Open
              </Button>
            )}
          </li>
        ))}
      </ul>
      {uses.length > MOST_SHOWN && <p className={styles.soft}>and {uses.length - MOST_SHOWN} more</p>}
    </section>
  )
}
