"""Ways of arrows: straight where that is free, else at right angles around the boxes.

A way is looked for on a grid of lanes between the boxes with A*; turns, crossings and
lanes that another arrow has taken cost extra. Arrows out of one box may share a lane,
which then reads as a line that branches. No Qt.

References
----------
.. [1] Hart, Nilsson & Raphael, "A formal basis for the heuristic determination of
   minimum cost paths", IEEE Trans. SSC 4 (1968).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

import numpy as np

from engine.types import Array
from studio.drawing.geometry import Area, Spot

Way = tuple[Spot, ...]

CLEARANCE = 5.0
"""Least distance between an arrow and a box that it passes."""
EXIT = 8.0
"""An arrow keeps its direction for so long behind the box it comes from."""
ENTRY = 16.0
"""The same in front of the box it leads to: its head is there."""
LANE = 6.0
"""Distance between lanes."""
LANES = 6
"""Lanes beside a box, and most lanes between two ranks."""
INSET = 12.0
"""Arrows keep so far from the corners of the boxes they join, if possible."""
LEAST_INSET = 5.0
HEADS_APART = 10.0
"""Distance between the heads of two arrows."""

TURN_COST = 40.0
CROSSING_COST = 15.0
SHARING_COST = 400.0
TITLE_COST = 40.0
OFF_MIDDLE_COST = 0.3
"""For each unit between the end of an arrow and the middle of the box."""

MAX_STEPS = 80_000
"""Steps of one search at most; then an arrow is drawn as if nothing were in the way."""
PATIENCE = 200_000
"""Steps of all searches after which a good way will do instead of the best one."""
GREED = 2.5
"""How much worse it may be."""

_FORWARD, _BACK, _UP, _DOWN = range(4)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A straight piece of a way that is drawn already."""

    source: str
    target: str
    start: Spot
    end: Spot


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that arrows should not run through.

    Attributes
    ----------
    area : Area
        Where it is.
    open_to : frozenset of str
        Boxes in it, whose arrows may.
    """

    area: Area
    open_to: frozenset[str] = frozenset()


def find_ways(
    areas: Mapping[str, Area],
    edges: Iterable[tuple[str, str]],
    obstacles: Sequence[Obstacle] = (),
    titles: Sequence[Area] = (),
) -> dict[tuple[str, str], Way]:
    """Return the way of each arrow, from the border of a box to that of another.

    Parameters
    ----------
    areas : mapping
        Boxes by id.
    edges : iterable of (str, str)
        Arrows; those with unknown ends are left out.
    obstacles : sequence of Obstacle
        What to avoid beside the boxes.
    titles : sequence of Area
        Texts, to be kept free where that costs little.
    """
    return _Router(areas, obstacles, titles).find(edges)


class _Router:
    """Finds all ways of a diagram, the short ones first."""

    def __init__(
        self,
        areas: Mapping[str, Area],
        obstacles: Sequence[Obstacle],
        titles: Sequence[Area],
    ) -> None:
        self._areas = areas
        self._obstacles = obstacles
        self._titles = titles
        self._pieces: list[_Piece] = []
        self._departures: dict[str, list[float]] = {}
        self._arrivals: dict[str, list[float]] = {}
        self._steps = 0

    def find(self, edges: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Way]:
        known = [
            (source, target)
            for source, target in dict.fromkeys(edges)
            if source in self._areas and target in self._areas
        ]
        ways: dict[tuple[str, str], Way] = {}
        for edge in known:
            way = self._straight(*edge)
            if way is not None:
                ways[edge] = way
                self._keep(edge, way)
        rest = [edge for edge in known if edge not in ways]
        for edge in sorted(rest, key=self._reach):
            ways[edge] = self._search(*edge)
            self._keep(edge, ways[edge])
        return {edge: ways[edge] for edge in known}

    def _reach(self, edge: tuple[str, str]) -> float:
        start, end = self._areas[edge[0]], self._areas[edge[1]]
        along = end.first - start.last
        # Arrows back come last: they go around everything.
        return (1e6 if along < 0 else 0.0) + abs(along) + abs(start.middle - end.middle)

    def _keep(self, edge: tuple[str, str], way: Way) -> None:
        self._pieces += [_Piece(*edge, a, b) for a, b in pairwise(way)]
        self._departures.setdefault(edge[0], []).append(way[0].across)
        self._arrivals.setdefault(edge[1], []).append(way[-1].across)

    def _in_the_way(
        self, source: str, target: str, first: float, last: float
    ) -> list[Area]:
        """Return what an arrow must not touch between two places along the flow."""
        found = [*self._areas.values()]
        found += [
            obstacle.area
            for obstacle in self._obstacles
            if source not in obstacle.open_to and target not in obstacle.open_to
        ]
        return _between(found, first, last)

    # ---------------------------------------------------------------- straight

    def _straight(self, source: str, target: str) -> Way | None:
        start, end = self._areas[source], self._areas[target]
        if end.first <= start.last:
            return None
        low, high = max(start.low, end.low), min(start.high, end.high)
        inset = min(INSET, (high - low) / 2)
        if inset < LEAST_INSET:
            return None
        low, high = low + inset, high - inset
        middle = (low + high) / 2
        wishes = [middle, start.middle, end.middle]
        wishes += [middle + side * LANE * i for i in range(1, 20) for side in (1, -1)]
        near = self._in_the_way(source, target, start.last, end.first)
        near += _between(self._titles, start.last, end.first)
        taken = self._arrivals.get(target, ())
        for across in wishes:
            if (
                low <= across <= high
                and all(abs(across - other) >= HEADS_APART for other in taken)
                and not any(
                    area.low - CLEARANCE < across < area.high + CLEARANCE
                    for area in near
                )
            ):
                return (Spot(start.last, across), Spot(end.first, across))
        return None

    # ------------------------------------------------------------------ search

    def _search(self, source: str, target: str) -> Way:
        start, end = self._areas[source], self._areas[target]
        first = min(start.last, end.first) - 3 * ENTRY
        last = max(start.last, end.first) + 3 * ENTRY
        near = self._in_the_way(source, target, first, last)
        exits, entries = _ends(start, end.middle), _ends(end, start.middle)
        exits, entries = (
            [*exits, *(a for a in entries if _meets(start, a))],
            [*entries, *(a for a in exits if _meets(end, a))],
        )
        left = self._departures.get(source, ())
        exits = [
            *left,
            *(a for a in exits if all(abs(a - other) >= LANE for other in left)),
        ]
        own = [piece for piece in self._pieces if piece.source == source]
        lanes = [p.start.along for p in own if p.start.along == p.end.along]
        alongs = _apart(
            [start.last + EXIT, end.first - ENTRY],
            # Beyond these nobody has looked for what is in the way.
            [along for along in lanes if first <= along <= last],
            [along for along in _lanes_along(near) if first <= along <= last],
        )
        acrosses = _apart(
            [*exits, *entries],
            [p.start.across for p in own if p.start.across == p.end.across],
            _lanes_across(near),
        )
        pieces = [
            piece
            for piece in self._pieces
            if max(piece.start.along, piece.end.along) > alongs[0] - LANE
            and min(piece.start.along, piece.end.along) < alongs[-1] + LANE
        ]
        grid = _Grid(alongs, acrosses)
        for area in near:
            grid.block(area)
        for title in _between(self._titles, first, last):
            grid.discourage(title)
        for piece in pieces:
            if piece.source != source:
                grid.burden(piece.start, piece.end)
        taken = self._arrivals.get(target, ())
        goals = {
            across: OFF_MIDDLE_COST * abs(across - end.middle)
            + SHARING_COST * any(abs(across - other) < HEADS_APART for other in taken)
            for across in entries
        }
        starts = {
            across: OFF_MIDDLE_COST * abs(across - start.middle) for across in exits
        }
        begin, finish = start.last + EXIT, end.first - ENTRY
        inner = None
        # Ways that never turn back are found sooner, and there nearly always is one.
        for may_go_back in (False, True) if begin <= finish else (True,):
            if inner is None:
                greed = GREED if self._steps > PATIENCE else 1.0
                inner = grid.search(
                    begin, starts, finish, goals, may_go_back=may_go_back, greed=greed
                )
                self._steps += grid.steps
        if inner is None:
            inner = _plain(start, end)
        return _simple(
            [
                Spot(start.last, inner[0].across),
                *inner,
                Spot(end.first, inner[-1].across),
            ]
        )


def _between(areas: Iterable[Area], first: float, last: float) -> list[Area]:
    """Return the areas that lie, if only in part, between two places along the flow."""
    return [area for area in areas if area.first < last and area.last > first]


def _ends(area: Area, other: float) -> list[float]:
    """Return where arrows may meet a side, best places for one to `other` included."""
    inset = min(INSET, (area.high - area.low) / 2)
    low, high = area.low + inset, area.high - inset
    nearest = min(max(other, low), high)
    steps = [area.middle + side * 2 * LANE * i for i in range(1, 7) for side in (1, -1)]
    found = [area.middle, nearest, (area.middle + nearest) / 2, *steps]
    return list(dict.fromkeys(a for a in found if low <= a <= high))


def _meets(area: Area, across: float) -> bool:
    """Whether an arrow may meet the side of a box at a place."""
    return area.low + LEAST_INSET <= across <= area.high - LEAST_INSET


def _lanes_along(near: Sequence[Area]) -> list[float]:
    """Return where ways may run across the flow: in the gaps between ranks."""
    spans = sorted((area.first, area.last) for area in near)
    found = [spans[0][0] - ENTRY - LANE * i for i in range(LANES)]
    reached = spans[0][1]
    for first, last in [*spans, (float("inf"), float("inf"))]:
        if first > reached:
            begin, end = reached + EXIT, min(first - ENTRY, reached + 60 * LANE)
            count = min(LANES, int((end - begin) / LANE))
            found += [begin + (end - begin) * i / max(1, count) for i in range(count)]
            if end >= begin:
                found.append(end)
        reached = max(reached, last)
    for area in near:
        found += (area.first - ENTRY, area.last + EXIT)
    return found


def _lanes_across(near: Sequence[Area]) -> list[float]:
    """Return where ways may run along the flow: beside the boxes, and at the ends."""
    found: list[float] = []
    for area in near:
        for i in range(LANES // 2):
            found += (area.low - INSET - LANE * i, area.high + INSET + LANE * i)
    return found


def _apart(needed: Sequence[float], *groups: Sequence[float]) -> list[float]:
    """Return sorted values: all that are needed, others that are not too close."""
    chosen = sorted(set(needed))
    for group in groups:
        for value in sorted(set(group)):
            i = bisect_left(chosen, value)
            near = chosen[max(0, i - 1) : i + 1]
            # What is left out for another keeps clear of the box that it was for.
            if all(abs(value - other) > EXIT - CLEARANCE for other in near):
                chosen.insert(i, value)
    return chosen


def _plain(start: Area, end: Area) -> list[Spot]:
    turn = (start.last + EXIT + end.first - ENTRY) / 2
    return [Spot(turn, start.middle), Spot(turn, end.middle)]


def _simple(way: Sequence[Spot]) -> Way:
    """Return a way without spots in the middle of straight pieces."""
    result: list[Spot] = []
    for spot in way:
        if result and spot == result[-1]:
            continue
        while len(result) > 1 and (
            result[-2].along == result[-1].along == spot.along
            or result[-2].across == result[-1].across == spot.across
        ):
            result.pop()
        result.append(spot)
    return tuple(result)


class _Grid:
    """Lanes with what stands on them.

    Parameters
    ----------
    alongs, acrosses : list of float
        Places of the lanes, sorted.
    """

    def __init__(self, alongs: list[float], acrosses: list[float]) -> None:
        self._alongs = alongs
        self._acrosses = acrosses
        self.steps = 0
        n, m = len(alongs), len(acrosses)
        # Costs of the steps from a crossing of lanes to the next one along and across.
        self._along_cost: Array = np.tile(np.diff(alongs)[:, None], (1, m))
        self._across_cost: Array = np.tile(np.diff(acrosses)[None, :], (n, 1))

    def block(self, area: Area) -> None:
        """Let no way lead through an area."""
        first, last = area.first - CLEARANCE, area.last + CLEARANCE
        low, high = area.low - CLEARANCE, area.high + CLEARANCE
        i, j = _inside(self._alongs, first, last), _inside(self._acrosses, low, high)
        rows, columns = _touching(i), _touching(j)
        self._along_cost[rows, j] = np.inf
        self._across_cost[i, columns] = np.inf

    def discourage(self, area: Area) -> None:
        """Make ways through an area cost more."""
        i = _inside(self._alongs, area.first, area.last)
        j = _inside(self._acrosses, area.low, area.high)
        self._along_cost[_touching(i), j] += TITLE_COST
        self._across_cost[i, _touching(j)] += TITLE_COST

    def burden(self, start: Spot, end: Spot) -> None:
        """Make crossing a piece of another way, or running along it, cost more."""
        near = LANE - 1
        along = sorted((start.along, end.along))
        across = sorted((start.across, end.across))
        i = _inside(self._alongs, along[0] - near, along[1] + near)
        j = _inside(self._acrosses, across[0] - near, across[1] + near)
        is_along = start.across == end.across
        shared, crossed = (
            (self._along_cost, self._across_cost)
            if is_along
            else (self._across_cost, self._along_cost)
        )
        rows, columns = _touching(i), _touching(j)
        if is_along:
            shared[rows, j] += SHARING_COST
            between = _touching(_inside(self._acrosses, across[0], across[0]))
            crossed[i, between] += CROSSING_COST
        else:
            shared[i, columns] += SHARING_COST
            between = _touching(_inside(self._alongs, along[0], along[0]))
            crossed[between, j] += CROSSING_COST

    def search(
        self,
        start: float,
        starts: Mapping[float, float],
        end: float,
        ends: Mapping[float, float],
        *,
        may_go_back: bool,
        greed: float,
    ) -> list[Spot] | None:
        """Return the cheapest way, None if there is none.

        Parameters
        ----------
        start, end : float
            Lanes along the flow on which the way begins and ends.
        starts, ends : mapping
            Where on them, with what that costs.
        may_go_back : bool
            Whether the way may run against the flow.
        greed : float
            1 for the best way; more finds one sooner that is so much worse at most.
        """
        width = len(self._acrosses)
        along_cost, across_cost = self._along_cost.tolist(), self._across_cost.tolist()
        row = self._alongs.index(end)
        goals = {self._acrosses.index(across): cost for across, cost in ends.items()}
        low, high = min(ends), max(ends)
        aside = [max(low - across, across - high, 0.0) for across in self._acrosses]
        ahead = [abs(along - end) for along in self._alongs]

        def rest(i: int, j: int, heading: int) -> float:
            """Return what the rest of the way costs at least."""
            if heading == _FORWARD:
                turns = 0 if j in goals else 2
            else:
                turns = 2 if heading == _BACK else 1
            return (ahead[i] + aside[j] + turns * TURN_COST) * greed

        best: dict[int, float] = {}
        came: dict[int, int] = {}
        queue: list[tuple[float, float, int]] = []
        first = self._alongs.index(start)
        for across, cost in starts.items():
            j = self._acrosses.index(across)
            state = (first * width + j) * 4 + _FORWARD
            best[state] = cost
            heappush(queue, (cost + rest(first, j, _FORWARD), cost, state))
        found = -1
        for self.steps in range(MAX_STEPS):
            if not queue:
                return None
            _, cost, state = heappop(queue)
            if state == found:
                break
            if cost > best[state]:
                continue
            place, heading = divmod(state, 4)
            i, j = divmod(place, width)
            steps: list[tuple[int, float, int]] = []
            if i == row and heading != _BACK and j in goals:
                # A state of its own stands for having arrived.
                steps.append((-1, goals[j], _FORWARD))
            if heading != _BACK and i + 1 < len(self._alongs):
                steps.append((place + width, along_cost[i][j], _FORWARD))
            if heading != _FORWARD and i > 0 and may_go_back:
                steps.append((place - width, along_cost[i - 1][j], _BACK))
            if heading != _UP and j + 1 < width:
                steps.append((place + 1, across_cost[i][j], _DOWN))
            if heading != _DOWN and j > 0:
                steps.append((place - 1, across_cost[i][j - 1], _UP))
            for following, price, direction in steps:
                total = cost + price + TURN_COST * (direction != heading)
                code = following * 4 + direction if following >= 0 else -1
                if total < best.get(code, float("inf")):
                    best[code] = total
                    came[code] = state
                    least = total
                    if following >= 0:
                        least += rest(*divmod(following, width), direction)
                    heappush(queue, (least, total, code))
        else:
            return None
        way: list[Spot] = []
        state = came[found]
        while True:
            i, j = divmod(state // 4, width)
            way.append(Spot(self._alongs[i], self._acrosses[j]))
            if state not in came:
                return way[::-1]
            state = came[state]


def _inside(lanes: list[float], low: float, high: float) -> slice:
    """Return the lanes strictly between two values."""
    return slice(bisect_right(lanes, low), bisect_left(lanes, high))


def _touching(lanes: slice) -> slice:
    """Return the steps that touch lanes, or the one step between two lanes."""
    return slice(max(0, lanes.start - 1), max(lanes.start, lanes.stop))
