/** @file BlocksPanel: the blocks of this network, of the library, and the built-in ones, each with a small picture. */
import { Children, type ReactNode, useEffect, useState } from 'react'
import { blocksText as text } from '../../../../messages/en/build/blocks'
import { shippedBlocks } from '../../../../gallery/blocks'
import type { Block } from '../../../../graph/block'
import { usesIn } from '../../../../graph/block-params'
import { byBlock } from '../../../../studio/library'
import type { LibraryRecord } from '../../../../storage/records'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { Select } from '../../../kit/select'
import { useRun, useSelect } from '../../../studio-context'
import beside from '../side-panel.module.css'
import { BlockPicture } from './block-picture'
import styles from './blocks.module.css'
import { LibraryLine } from './library-line'
import { Rename } from './rename'
import { useBlocks } from './use-blocks'

/** All available blocks. */
export function BlocksPanel() {
  const run = useRun()
  const { importBlock } = useBlocks()
  const own = useSelect((state) => state.project.drawing.blocks)
  const { blocks, damaged } = useSelect((state) => state.library)
  // Another tab may have saved blocks meanwhile.
  useEffect(() => run('library.list'), [run])
  const mine = Object.values(own ?? {})
  return (
    <div className={beside.scroll}>
      <Part title={text.own} empty={text.ownEmpty}>
        {mine.map((block) => (
          <Own key={block.id} block={block} />
        ))}
      </Part>
      <Part
        title={text.library}
        empty={text.libraryEmpty}
        action={
          <Button size="small" icon="upload" onClick={importBlock}>
            {text.import}
          </Button>
        }
      >
        {byBlock(blocks).map((versions) => (
          <Kept key={versions[0].id} versions={versions} />
        ))}
        {damaged.map(({ id, version }) => (
          <li key={`${id} ${version}`} className={styles.block}>
            <p className={styles.words}>{text.damaged({ id, version })}</p>
            <div className={styles.ways}>
              <Button size="small" onClick={() => run('library.remove', { id, version })}>
                {text.remove}
              </Button>
            </div>
          </li>
        ))}
      </Part>
      <Part title={text.builtIn}>
        {shippedBlocks
          .filter(({ id }) => !own || !Object.hasOwn(own, id))
          .map((block) => (
            <Shipped key={block.id} block={block} />
          ))}
      </Part>
    </div>
  )
}

interface PartProps {
  readonly title: string
  readonly action?: ReactNode
  /** Shown if the part is empty. */
  readonly empty?: string
  readonly children: ReactNode
}

function Part(props: PartProps) {
  const some = Children.count(props.children) > 0
  return (
    <section aria-label={props.title}>
      <div className={styles.head}>
        <h4 className={beside.title}>{props.title}</h4>
        {props.action}
      </div>
      {some ? <ul className={styles.blocks}>{props.children}</ul> : <p className={beside.words}>{props.empty}</p>}
    </section>
  )
}

function Own({ block }: { readonly block: Block }) {
  const run = useRun()
  const { insert } = useBlocks()
  const uses = useSelect((state) => usesIn(state.project.drawing, block.id).length)
  const { id, name } = block
  // A file may contain two blocks with the same name.
  const twin = useSelect((state) =>
    Object.values(state.project.drawing.blocks ?? {}).some((one) => one.id !== id && one.name === name),
  )
  return (
    <li className={styles.block} data-block={id}>
      <BlockPicture inside={block.inside} />
      <div className={styles.about}>
        <Rename name={name} onName={(to) => run('block.rename', { block: id, name: to })} />
        <p className={styles.words}>
          {twin && <span>{text.sameName({ id })} </span>}
          {uses === 0 ? text.unused : text.used({ times: uses })} {block.summary}
        </p>
      </div>
      <LibraryLine block={block} />
      <div className={styles.ways}>
        <Button size="small" icon="plus" aria-label={text.insertNamed({ name })} onClick={() => insert(id)}>
          {text.insert}
        </Button>
        {uses === 0 && (
          <Button
            size="small"
            icon="trash"
            aria-label={text.removeFromNetwork({ name })}
            onClick={() => run('block.remove', { block: id })}
          >
            {text.remove}
          </Button>
        )}
      </div>
    </li>
  )
}

function Kept({ versions }: { readonly versions: readonly [LibraryRecord, ...LibraryRecord[]] }) {
  const run = useRun()
  const { insertKept, exportBlock } = useBlocks()
  const [chosen, setChosen] = useState<number>()
  const [asked, setAsked] = useState(false)
  const shown = versions.find(({ version }) => version === chosen) ?? versions[0]
  const { id, name, version, at, block } = shown
  return (
    <li className={styles.block} data-library={id}>
      <BlockPicture inside={block.inside} />
      <div className={styles.about}>
        <Rename name={name} onName={(to) => run('library.rename', { id, name: to })} />
        <p className={styles.words}>
          {text.saved({ version, at })} {block.summary}
        </p>
      </div>
      {versions.length > 1 && (
        <Select
          label={text.version}
          value={String(version)}
          options={versions.map((one) => ({
            value: String(one.version),
            title: text.versionOption(one),
          }))}
          onChange={(value) => setChosen(Number(value))}
        />
      )}
      {asked ? (
        <div className={styles.ways} role="alert">
          <span className={styles.words}>{text.removeQuestion({ name })}</span>
          {versions.length > 1 && (
            <Button size="small" tone="bad" onClick={() => run('library.remove', { id, version })}>
              {text.removeVersion({ version })}
            </Button>
          )}
          <Button size="small" tone="bad" onClick={() => run('library.remove', { id })}>
            {versions.length > 1 ? text.removeAll : text.remove}
          </Button>
          {/* The button that had the focus is gone, so the harmless one takes the focus. */}
          <Button size="small" autoFocus onClick={() => setAsked(false)}>
            {text.cancel}
          </Button>
        </div>
      ) : (
        <div className={styles.ways}>
          <Button
            size="small"
            icon="plus"
            aria-label={text.insertVersion({ name, version })}
            onClick={() => insertKept(id, version)}
          >
            {text.insert}
          </Button>
          <Button
            size="small"
            icon="download"
            aria-label={text.exportVersion({ name, version })}
            onClick={() => exportBlock(id, name, version)}
          >
            {text.export}
          </Button>
          <IconButton
            label={text.removeFromLibrary({ name })}
            icon="trash"
            size="small"
            tone="quiet"
            tip="none"
            onClick={() => setAsked(true)}
          />
        </div>
      )}
    </li>
  )
}

function Shipped({ block }: { readonly block: Block }) {
  const { insert } = useBlocks()
  return (
    <li className={styles.block} data-shipped={block.id}>
      <BlockPicture inside={block.inside} />
      <div className={styles.about}>
        <b className={styles.name}>{block.name}</b>
        <p className={styles.words}>{block.summary}</p>
      </div>
      <div className={styles.ways}>
        <Button
          size="small"
          icon="plus"
          aria-label={text.insertNamed({ name: block.name })}
          onClick={() => insert(block.id)}
        >
          {text.insert}
        </Button>
      </div>
    </li>
  )
}
