# What people say, and news.

reaction-like = Like
reaction-heart = Dear to me
reaction-laugh = Funny
reaction-celebrate = Let’s celebrate

report-spam = It advertises
report-abuse = It insults or threatens
report-private = It tells what is private
report-untrue = It is false and does harm
report-other = Something else

feed-item = New: { $title }
feed-post = News: { $title }
feed-result = The result is in: { $title }
feed-answer = { $name } has answered you: { $title }
feed-ticket = The hub has answered: { $title }

title-comment-write = Your comment on “{ $title }”
title-comment-change = Your change of a comment on “{ $title }”
title-comment-report = Your report of a comment on “{ $title }”
title-reaction = Your reaction to “{ $title }”
title-post-change = Your change of the news “{ $title }”
