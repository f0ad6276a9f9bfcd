/**
 * @file BlocksPanel: the blocks of this network, the library's blocks, and the built-in blocks, each with a thumbnail.
 */
import { Children, memo, type ReactNode, useEffect, useState } from 'react'
import { shippedBlocks } from '../../../../gallery/blocks'
import type { Block } from '../../../../graph/block'
import { BLOCK } from '../../../../graph/block'
import { usesIn } from '../../../../graph/block-params'
import { blocksText as text } from '../../../../messages/en/build/blocks'
import type { LibraryRecord } from '../../../../storage/records'
import { byBlock } from '../../../../studio/network/block-library'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { Select } from '../../../kit/select'
import { defOf } from '../../../network/layer-catalog'
import { useRunCommand, useSelect } from '../../../studio-context'
import panelStyles from '../side-panel.module.css'
import styles from './blocks.module.css'
import { LibraryStatus } from './library-status'
import { RenameField } from './rename-field'
import { isPort, layoutThumbnail } from './thumbnail-layout'
import { useBlockActions } from './use-block-actions'

/** Lists all available blocks. */
export function BlocksPanel() {
  const run = useRunCommand()
  const { importBlock } = useBlockActions()
  const own = useSelect((state) => state.project.drawing.blocks)
  const { blocks, damaged } = useSelect((state) => state.library)
  // Another browser tab may have saved blocks in the meantime.
  useEffect(() => run('library.list'), [run])
  const networkBlocks = Object.values(own ?? {})
  return (
    <div className={panelStyles.scroll}>
      <BlockSection title={text.own} empty={text.ownEmpty}>
        {networkBlocks.map((block) => (
          <NetworkBlock key={block.id} block={block} />
        ))}
      </BlockSection>
      <BlockSection
        title={text.library}
        empty={text.libraryEmpty}
        action={
          <Button size="small" icon="upload" onClick={importBlock}>
            {text.import}
          </Button>
        }
      >
        {byBlock(blocks).map((versions) => (
          <LibraryBlock key={versions[0].id} versions={versions} />
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
      </BlockSection>
      <BlockSection title={text.builtIn}>
        {shippedBlocks
          .filter(({ id }) => !own || !Object.hasOwn(own, id))
          .map((block) => (
            <BuiltInBlock key={block.id} block={block} />
          ))}
      </BlockSection>
    </div>
  )
}

interface BlockSectionProps {
  readonly title: string
  readonly action?: ReactNode
  /** Text shown when the section has no blocks. */
  readonly empty?: string
  readonly children: ReactNode
}

function BlockSection(props: BlockSectionProps) {
  const hasBlocks = Children.count(props.children) > 0
  return (
    <section aria-label={props.title}>
      <div className={styles.head}>
        <h4 className={panelStyles.title}>{props.title}</h4>
        {props.action}
      </div>
      {hasBlocks ? (
        <ul className={styles.blocks}>{props.children}</ul>
      ) : (
        <p className={panelStyles.words}>{props.empty}</p>
      )}
    </section>
  )
}

function NetworkBlock({ block }: { readonly block: Block }) {
  const run = useRunCommand()
  const { insert } = useBlockActions()
  const uses = useSelect((state) => usesIn(state.project.drawing, block.id).length)
  const { id, name } = block
  // A file may contain two blocks with the same name.
  const hasNamesake = useSelect((state) =>
    Object.values(state.project.drawing.blocks ?? {}).some((one) => one.id !== id && one.name === name),
  )
  return (
    <li className={styles.block} data-block={id}>
      <BlockThumbnail inside={block.inside} />
      <div className={styles.about}>
        <RenameField name={name} onName={(to) => run('block.rename', { block: id, name: to })} />
        <p className={styles.words}>
          {hasNamesake && <span>{text.sameName({ id })} </span>}
          {uses === 0 ? text.unused : text.used({ times: uses })} {block.summary}
        </p>
      </div>
      <LibraryStatus block={block} />
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

function LibraryBlock({ versions }: { readonly versions: readonly [LibraryRecord, ...LibraryRecord[]] }) {
  const run = useRunCommand()
  const { insertFromLibrary, exportBlock } = useBlockActions()
  const [chosen, setChosen] = useState<number>()
  const [isConfirming, setIsConfirming] = useState(false)
  const shown = versions.find(({ version }) => version === chosen) ?? versions[0]
  const { id, name, version, at, block } = shown
  return (
    <li className={styles.block} data-library={id}>
      <BlockThumbnail inside={block.inside} />
      <div className={styles.about}>
        <RenameField name={name} onName={(to) => run('library.rename', { id, name: to })} />
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
      {isConfirming ? (
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
          {/* The focused button was removed, so the focus moves to the safe choice. */}
          <Button size="small" autoFocus onClick={() => setIsConfirming(false)}>
            {text.cancel}
          </Button>
        </div>
      ) : (
        <div className={styles.ways}>
          <Button
            size="small"
            icon="plus"
            aria-label={text.insertVersion({ name, version })}
            onClick={() => insertFromLibrary(id, version)}
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
            onClick={() => setIsConfirming(true)}
          />
        </div>
      )}
    </li>
  )
}

function BuiltInBlock({ block }: { readonly block: Block }) {
  const { insert } = useBlockActions()
  return (
    <li className={styles.block} data-shipped={block.id}>
      <BlockThumbnail inside={block.inside} />
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

const WIDTH = 96
const HEIGHT = 60

/** The thumbnail. It is decorative, because the block's name and description are next to it. */
const BlockThumbnail = memo(function BlockPicture({ inside }: Pick<Block, 'inside'>) {
  const { nodes, wires } = layoutThumbnail(inside, WIDTH, HEIGHT)
  return (
    <svg className={styles.picture} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {wires.map(({ id, path }) => (
        <path key={id} d={path} fill="none" stroke="var(--edge)" strokeWidth="1" />
      ))}
      {nodes.map(({ id, kind, x, y }) =>
        isPort(kind) ? (
          <circle key={id} cx={x} cy={y} r="2.2" fill="var(--panel)" stroke="var(--end)" strokeWidth="1.2" />
        ) : (
          <rect
            key={id}
            x={x - 4}
            y={y - 3}
            width="8"
            height="6"
            rx="1.5"
            fill={kind === BLOCK ? 'var(--accent)' : `var(--${defOf(kind)?.family ?? 'end'})`}
          />
        ),
      )}
    </svg>
  )
})
