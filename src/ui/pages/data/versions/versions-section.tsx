/**
 * @file Saved versions of a dataset: versions named by the user and versions used to train a run, each with its hash
 * and a button that restores it.
 */
import { useMemo, useState } from 'react'
import { versionsText as text } from '../../../../messages/en/data/versions'
import { when } from '../../../../messages/format'
import type { SetRecord } from '../../../../storage/dataset-records'
import { shortHash, versionOf } from '../../../../storage/dataset-versions'
import { Button } from '../../../kit/button'
import { TextField } from '../../../kit/text-field'
import { useRunCommand } from '../../../studio-context'
import table from '../../../kit/table.module.css'
import styles from '../../pages.module.css'
import layout from './versions.module.css'

/** Lists the versions, newest first, with a field for saving the current version. */
export function VersionsSection({ set }: { readonly set: SetRecord }) {
  const run = useRunCommand()
  const [name, setName] = useState('')
  const here = useMemo(() => versionOf(set), [set])
  const keep = () => {
    run('dataset.saveVersion', { dataset: set.id, name })
    setName('')
  }
  return (
    <section className={styles.part} aria-label={text.versions.title}>
      <div className={styles.title}>
        <h3>{text.versions.title}</h3>
        <span title={here}>{text.versions.current({ hash: shortHash(here) })}</span>
        <div className={styles.grow} />
        <TextField
          label={text.versions.name}
          layout="bare"
          placeholder={text.versions.name}
          reportOn="typing"
          maxLength={80}
          value={name}
          onChange={setName}
        />
        <Button size="small" disabled={name.trim() === ''} onClick={keep}>
          {text.versions.save}
        </Button>
      </div>
      {set.versions.length === 0 ? (
        <p className={styles.soft}>{text.versions.none}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={`${table.table} ${layout.table}`}>
            <thead>
              <tr>
                <th>{text.versions.heads.name}</th>
                <th>{text.versions.heads.hash}</th>
                <th>{text.versions.heads.saved}</th>
                <th data-type="number">{text.versions.heads.size}</th>
                <th>{text.versions.heads.edits}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {set.versions.toReversed().map(({ hash, at, name: called, schema, steps }) => (
                <tr key={hash}>
                  <td className={layout.name} title={called}>
                    {called ?? <i>{text.versions.unnamed}</i>}
                  </td>
                  <td>
                    <code title={hash}>{shortHash(hash)}</code>
                  </td>
                  <td>{when(at)}</td>
                  <td data-type="number">
                    {text.versions.size({ rows: schema.rows, columns: schema.columns.length })}
                  </td>
                  <td>{text.versions.edits({ edits: steps.length })}</td>
                  <td>
                    {hash === here ? (
                      <em className={layout.now}>{text.versions.isCurrent}</em>
                    ) : (
                      <Button
                        size="small"
                        tone="quiet"
                        onClick={() => run('dataset.restore', { dataset: set.id, version: hash })}
                      >
                        {text.versions.restore}
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
