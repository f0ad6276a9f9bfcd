/** @file Versions kept of a set: by name, or because a run trained on one; each with its hash, and gone back to from here. */
import { useMemo, useState } from 'react'
import { count, counted } from '../../../../messages/format'
import type { SetRecord } from '../../../../storage/dataset-records'
import { shortHash, versionOf } from '../../../../storage/dataset-versions'
import { Button } from '../../../kit/button'
import { TextField } from '../../../kit/text-field'
import { dateWords } from '../../../shell/date-words'
import { useRun } from '../../../studio-context'
import table from '../../../kit/table.module.css'
import styles from '../../pages.module.css'
import layout from './versions.module.css'

/** The versions, newest first, and the field that keeps the present one. */
export function VersionsPart({ set }: { readonly set: SetRecord }) {
  const run = useRun()
  const [name, setName] = useState('')
  const here = useMemo(() => versionOf(set), [set])
  const keep = () => {
    run('dataset.saveVersion', { dataset: set.id, name })
    setName('')
  }
  return (
    <section className={styles.part} aria-label="Versions">
      <div className={styles.title}>
        <h3>Versions</h3>
        <span title={here}>stands at {shortHash(here)}</span>
        <div className={styles.grow} />
        <TextField
          label="Name of this version"
          layout="bare"
          placeholder="Name of this version"
          tell="typing"
          maxLength={80}
          value={name}
          onChange={setName}
        />
        <Button size="small" disabled={name.trim() === ''} onClick={keep}>
          Keep it
        </Button>
      </div>
      {set.versions.length === 0 ? (
        <p className={styles.soft}>
          None is kept yet. A version costs no room; one that a run trains on is kept by itself.
        </p>
      ) : (
        <div className={styles.scroll}>
          <table className={`${table.table} ${layout.table}`}>
            <thead>
              <tr>
                <th>Name</th>
                <th>Hash</th>
                <th>Kept</th>
                <th data-type="number">Rows × columns</th>
                <th>Led there by</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {set.versions.toReversed().map(({ hash, at, name: called, schema, steps }) => (
                <tr key={hash}>
                  <td className={layout.name} title={called}>
                    {called ?? <i>unnamed</i>}
                  </td>
                  <td>
                    <code title={hash}>{shortHash(hash)}</code>
                  </td>
                  <td>{dateWords(at)}</td>
                  <td data-type="number">
                    {count(schema.rows)} × {count(schema.columns.length)}
                  </td>
                  <td>{steps.length === 0 ? 'nothing: as it came' : counted(steps.length, 'step')}</td>
                  <td>
                    {hash === here ? (
                      <em className={layout.now}>now</em>
                    ) : (
                      <Button size="small" tone="quiet" onClick={() => run('dataset.restore', { dataset: set.id, version: hash })}>
                        Go back to it
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
