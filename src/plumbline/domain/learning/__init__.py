"""Lessons given to teams, and how far people have come with them (P5).

* Models: `ExerciseTry`, `Assignment`. Lessons themselves are content: `engine.coaching.learning`.
* Services: `practising` keeps an answer, `assigning` gives lessons and takes them back.
* Selectors: `course` for lessons and one's own progress, `assignments` for who is done.

Answers are their person's alone. Whoever gives lessons sees who is done and who is not, and nobody
is ranked.
"""
