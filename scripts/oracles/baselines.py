"""Reference predictions of scikit-learn's simple models on digits, diabetes, and generated homes with categories, for
src/analysis/baselines. Numbers are scaled and categories are one-hot encoded, as its guides of mixed tables do.

Run with Debian's python3-sklearn: python3 scripts/oracles/baselines.py
"""
import json
from pathlib import Path

import numpy as np
from sklearn.datasets import load_diabetes, load_digits
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor


def standard(train, test):
    mean, deviation = train.mean(0), train.std(0)
    deviation[deviation == 0] = 1
    return [np.clip((x - mean) / deviation, -6, 6).astype(np.float32) for x in (train, test)]


def predictions(model, train, y, test):
    return model.fit(train, y).predict(test).tolist()


def features(x, categories, cut):
    """Centered one-hot features move no distance, and change ridge regression only in its intercept."""
    parts = []
    for place in range(x.shape[1]):
        column = x[:, [place]]
        if place in categories:
            hot = (column == np.arange(categories[place])).astype(float)
            parts.append(hot - hot[:cut].mean(0))
        else:
            parts.append(np.concatenate(standard(column[:cut], column[cut:])))
    full = np.concatenate(parts, 1)
    return full[:cut], full[cut:]


class Homes:
    """Prices by size, city, and energy label: rare values of a category say as much as common ones."""

    random = np.random.default_rng(5)
    city = random.choice(6, 442, p=[0.4, 0.25, 0.15, 0.1, 0.06, 0.04])
    label = random.choice(5, 442, p=[0.05, 0.15, 0.4, 0.3, 0.1])
    size = random.normal(90, 30, 442).round(1)
    data = np.stack([size, random.normal(0, 1, 442).round(3), city, label], 1)
    effects = np.array([0, 120, -60, 200, -110, 310])[city] + np.array([90, 40, 0, -20, -80])[label]
    target = (3 * size + effects + random.normal(0, 15, 442)).round(1)


digits, diabetes, homes = load_digits(), load_diabetes(scaled=False), Homes()
KINDS = {2: 6, 3: 5}
out = {}
for name, data, cut, line, near, forest in [
    ("digits", digits, 500, LogisticRegression(C=1, tol=1e-8, max_iter=10000), KNeighborsClassifier(5), RandomForestClassifier(40, random_state=0)),
    ("diabetes", diabetes, 300, Ridge(alpha=1), KNeighborsRegressor(5), RandomForestRegressor(40, min_samples_leaf=3, max_features=1 / 3, random_state=0)),
    ("homes", homes, 300, Ridge(alpha=1), KNeighborsRegressor(5), RandomForestRegressor(40, min_samples_leaf=3, max_features=1 / 3, random_state=0)),
]:
    categories = KINDS if name == "homes" else {}
    x, y = data.data[: cut + 142], data.target[: cut + 142]
    train, test = features(x, categories, cut)
    out[name] = {
        "classes": 10 if name == "digits" else 0,
        "categories": {str(place): values for place, values in categories.items()},
        "x": x.tolist(),
        "y": y.tolist(),
        "cut": cut,
        "linear": predictions(line, train, y[:cut], test),
        "neighbours": predictions(near, train, y[:cut], test),
        "forest": [predictions(forest.set_params(random_state=seed), train, y[:cut], test) for seed in range(5)],
    }

path = Path(__file__).parents[2] / "src/analysis/baselines/fixtures/baselines.json"
path.write_text(json.dumps(out, separators=(",", ":")) + "\n")
