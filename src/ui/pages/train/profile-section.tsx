/**
 * @file Profile section: where the time of a training step goes, broken down by layer and into device, script and
 * waiting time, and compared with the device's peak speed.
 */
import { kitText } from '../../../messages/en/kit'
import { insightText } from '../../../messages/en/train/insight'
import type { StoredProfile } from '../../../storage/records'
import { IconButton } from '../../kit/icon-button'
import { LayerLink } from '../layer-link'
import kit from '../../kit/kit.module.css'
import table from '../../kit/table.module.css'
import { Section } from '../section'
import layout from './insight.module.css'
import { stepTime, timeUnit, trafficText } from './run-text'

const text = insightText.profile

export interface ProfileSectionProps {
  readonly profile: StoredProfile
  readonly onClose: () => void
}

const PARTS = ['forward', 'backward', 'update'] as const

/** The time per layer, slowest first. */
export function ProfileSection({ profile, onClose }: ProfileSectionProps) {
  return (
    <Section
      title={text.title}
      actions={<IconButton label={kitText.close} icon="close" tone="quiet" size="small" tip="left" onClick={onClose} />}
    >
      <p>{stepTime(profile)}</p>
      {profile.layers.length === 0 ? (
        <p className={kit.soft}>{text.noLayers}</p>
      ) : (
        <>
          <Shares profile={profile} />
          <p className={kit.faint}>{trafficText(profile)}</p>
          <Layers profile={profile} />
        </>
      )}
    </Section>
  )
}

function Shares({ profile }: { readonly profile: StoredProfile }) {
  const shares = [
    ['device', profile.deviceShare],
    ['script', profile.script],
    ['wait', profile.wait],
  ] as const
  return (
    <>
      <div className={`${kit.bar} ${kit.apart} ${layout.shares}`} aria-hidden="true">
        {shares.map(([part, share]) => (
          <i key={part} data-part={part} style={{ width: `${100 * share}%` }} />
        ))}
      </div>
      <div className={`${kit.wrapWide} ${kit.caption} ${layout.key}`}>
        {shares.map(([part, share]) => (
          <span key={part}>
            <i data-part={part} />
            {text.shares[part]({ share })}
          </span>
        ))}
      </div>
    </>
  )
}

function Layers({ profile: { layers, stepMs } }: { readonly profile: StoredProfile }) {
  const unit = timeUnit(stepMs)
  const rows = layers
    .map((layer) => ({ ...layer, all: layer.forward + layer.backward + layer.update }))
    .sort((a, b) => b.all - a.all)
  const sum = rows.reduce((total, { all }) => total + all, 0)
  const longest = Math.max(rows[0]?.all ?? 0, Number.MIN_VALUE)
  return (
    <>
      <div className={`${kit.wrapWide} ${kit.caption} ${layout.key}`}>
        {PARTS.map((part) => (
          <span key={part}>
            <i data-part={part} />
            {text.parts[part]}
          </span>
        ))}
        <span>{unit.title}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section className={`${kit.scroll} ${kit.above} ${layout.scroll}`} tabIndex={0} aria-label={text.byLayer}>
        <table className={`${table.figures} ${table.dense} ${table.sticky} ${layout.table}`}>
          <thead>
            <tr>
              <th scope="col">{text.layer}</th>
              <td className={layout.wide} />
              {PARTS.map((part) => (
                <th key={part} scope="col">
                  {text.parts[part]}
                </th>
              ))}
              <th scope="col">{text.share}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.node ?? row.layer}>
                <th scope="row">
                  {row.layer === '' ? <span>{text.allWeights}</span> : <LayerLink label={row.layer} node={row.node} />}
                </th>
                <td>
                  <div className={layout.bars}>
                    {PARTS.map((part) => (
                      <i key={part} data-part={part} style={{ width: `${(100 * row[part]) / longest}%` }} />
                    ))}
                  </div>
                </td>
                {PARTS.map((part) => (
                  <td key={part}>{unit.of(row[part])}</td>
                ))}
                <td>{text.shareOfStep({ share: row.all / sum })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
