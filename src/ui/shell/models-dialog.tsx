/** @file ModelsDialog: the saved models with their versions and metrics; save, try, export, import and remove them. */
import { useState } from 'react'
import { modelsText as text } from '../../messages/en/shell/models'
import { when } from '../../messages/format'
import type { ModelRow } from '../../storage/records'
import { Pixels } from '../charts/picture'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { IconButton } from '../kit/icon-button'
import { useRun, useSelect, useStudio } from '../studio-context'
import styles from './dialogs.module.css'
import { useOpenDialog } from './dialogs-context'
import { byName, metricWords } from './model-metrics'
import { Confirm } from './projects-dialog'
import { SaveModel } from './save-model'
import { type Tried, tryModel } from './try-model'
import { useProjectFiles } from './use-project-files'

/** All models. */
export function ModelsDialog() {
  const open = useOpenDialog()
  const files = useProjectFiles()
  const models = useSelect((state) => state.models)
  return (
    <Dialog
      open
      width="wide"
      title={text.title}
      onClose={() => open(null)}
      actions={
        <Button icon="upload" onClick={files.importModel}>
          {text.import}
        </Button>
      }
    >
      <SaveModel />
      {models.length === 0 && <p className={styles.empty}>{text.none}</p>}
      {byName(models).map(([name, versions]) => (
        <section key={name} aria-label={name}>
          <h3 className={styles.subtitle}>{name}</h3>
          <ul className={styles.rows}>
            {versions.map((row) => (
              <Version key={row.version} row={row} />
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}

function Version({ row }: { readonly row: ModelRow }) {
  const { name, version } = row
  const studio = useStudio()
  const run = useRun()
  const files = useProjectFiles()
  const trial = useSelect((state) => state.trial)
  const flags = useSelect(({ aliases }) => aliases[name])
  const aliases = Object.entries(flags ?? {}).flatMap(([alias, at]) => (at === version ? [alias] : []))
  const [asked, setAsked] = useState(false)
  const [tried, setTried] = useState<Tried>()
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <b>{text.version({ version })}</b>
        <span>
          {text.details({
            aliases,
            isPractice: row.practice !== undefined,
            metrics: metricWords(row.metrics),
            when: when(row.createdAt),
          })}
        </span>
        {tried && <span role="status">{tried.words}</span>}
        {tried?.pictures.map(({ label, shape, pixels }) => (
          <Pixels
            key={label}
            pixels={pixels}
            shape={shape}
            label={label === '' ? text.try.picture : text.try.pictureOf({ output: label })}
            side={84}
          />
        ))}
      </span>
      {asked ? (
        <Confirm
          what={text.confirmRemove({ name, version })}
          onYes={() => run('model.remove', { name, version })}
          onNo={() => setAsked(false)}
        />
      ) : (
        <>
          <Button
            size="small"
            disabled={trial === null}
            title={trial === null ? text.try.noInput : text.try.tip}
            onClick={() => {
              setTried({ words: text.try.busy, pictures: [] })
              void tryModel(studio, { name, version }).then(setTried)
            }}
          >
            {text.try.label}
          </Button>
          <Button size="small" icon="download" onClick={() => files.exportModel(name, version, 'zip')}>
            {text.export}
          </Button>
          <Button size="small" title={text.exportServerTip} onClick={() => files.exportModel(name, version, 'server')}>
            {text.exportServer}
          </Button>
          <IconButton
            label={aliases.length === 0 ? text.remove({ name, version }) : text.inUse({ name, version, aliases })}
            icon="trash"
            tone="quiet"
            tip={aliases.length === 0 ? 'none' : 'left'}
            disabled={aliases.length > 0}
            onClick={() => setAsked(true)}
          />
        </>
      )}
    </li>
  )
}
